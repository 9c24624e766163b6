import { describe, expect, it } from 'vitest';
import { UndoModerationActionDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { AFTERWARDS, APP, type Kind, OWNER, SOON, withLists } from './timed-lists.js';

const KINDS: Kind[] = ['SQLite', 'PostgreSQL'];
const LATER = 600;

describe.each(KINDS)('the end of a timed addition on %s', (kind) => {
  const lists = withLists(kind);

  async function added(durationSeconds?: number): Promise<string> {
    const { actionId } = (await lists().add(['1'], durationSeconds ? { durationSeconds } : {})) as {
      actionId?: string;
    };
    return actionId ?? '';
  }

  it('is moved by a newer addition that finds the user on the list', async () => {
    await lists().start();
    const first = await added(AFTERWARDS);
    const second = await added(LATER);
    await lists().ended(first);
    expect(lists().listed()).toEqual(['1']);
    expect(await lists().timers(second)).toEqual(['1']);
    expect(await lists().automatic()).toEqual([]);
    const [{ requestedAt } = { requestedAt: '' }] = await lists().actions();
    const endsAt = new Date(Date.parse(requestedAt as string) + LATER * 1_000).toISOString();
    expect(await lists().ends()).toEqual({ 1: endsAt });
  });

  it('may come sooner by a newer addition, also after several', async () => {
    await lists().start();
    await added(LATER);
    await added(LATER);
    const last = await added(SOON);
    await expect.poll(() => lists().listed()).toEqual([]);
    expect(await lists().automatic()).toMatchObject([{ causedBy: { id: last } }]);
  });

  it('is cancelled by a newer addition without an end', async () => {
    await lists().start();
    await added(AFTERWARDS);
    await added();
    expect(await lists().ends()).toEqual({ 1: null });
    await lists().ended();
    expect(lists().listed()).toEqual(['1']);
    expect(await lists().automatic()).toEqual([]);
  });

  it('is cancelled by a removal', async () => {
    await lists().start();
    await added(AFTERWARDS);
    await lists().remove(['1']);
    await added();
    await lists().ended();
    expect(lists().listed()).toEqual(['1']);
    expect(await lists().automatic()).toEqual([]);
  });

  it('is cancelled by an undo', async () => {
    await lists().start();
    const actionId = await added(AFTERWARDS);
    const input = { actionId };
    const { data } = await send(lists().gateway, UndoModerationActionDocument, { input });
    expect(data?.undoModerationAction.__typename).toBe('UndoModerationActionSuccess');
    lists().emulators.volcengine.seedBlacklist(APP, OWNER, 0, ['1']);
    await lists().ended();
    expect(lists().listed()).toEqual(['1']);
    expect(await lists().automatic()).toEqual([]);
  });

  it('waits for a newer addition that has not finished', async () => {
    await lists().start({ VENDOR_TIMEOUT_MS: '30000', VENDOR_DEADLINE_MS: '30000' });
    await added(AFTERWARDS);
    const { volcengine } = lists().emulators;
    // The end comes meanwhile.
    volcengine.injectFault({ kind: 'delay', delayMs: AFTERWARDS * 2_000, action: 'AddBlackList' });
    const second = added(LATER);
    const [pending] = await expect
      .poll(() => lists().actions({ status: ['PENDING'] }))
      .toHaveLength(1)
      .then(() => lists().actions({ status: ['PENDING'] }));
    expect(pending?.operation).toBe('ADD_TO_BLACKLIST');
    await second;
    expect(lists().listed()).toEqual(['1']);
    expect(await lists().automatic()).toEqual([]);
    expect(await lists().timers(await second)).toEqual(['1']);
  });

  it('stands if a newer addition is certainly refused', async () => {
    await lists().start();
    await added(AFTERWARDS);
    const { volcengine } = lists().emulators;
    const fault = { kind: 'error', status: 400, code: 'AppNotFound', message: 'app not found' } as const;
    volcengine.injectFault({ ...fault, action: 'AddBlackList' });
    expect(await lists().add(['1'])).toMatchObject({ outcome: 'NOT_APPLIED' });
    await lists().ended();
    expect(lists().listed()).toEqual([]);
  });

  it('stands if nobody knows of a removal', async () => {
    await lists().start();
    await added(AFTERWARDS);
    const { volcengine } = lists().emulators;
    volcengine.injectFault({ kind: 'reset', applied: false, times: 4, action: 'RemoveBlackList' });
    expect(await lists().remove(['1'])).toMatchObject({ outcome: 'UNKNOWN' });
    volcengine.clearFaults();
    await lists().ended();
    expect(lists().listed()).toEqual([]);
  });

  it('is never set for those who were on the list for good, or by other means', async () => {
    lists().emulators.volcengine.seedBlacklist(APP, OWNER, 0, ['2']);
    await lists().start();
    await added();
    expect(await lists().add(['1', '2'], { durationSeconds: SOON })).toMatchObject({
      __typename: 'AddToBlacklistPartialFailure',
    });
    await lists().ended();
    expect(lists().listed()).toEqual(['1', '2']);
    expect(await lists().automatic()).toEqual([]);
  });
});
