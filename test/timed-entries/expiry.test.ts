import { describe, expect, it } from 'vitest';
import { AFTERWARDS, type Kind, OWNER, SOON, withLists } from './timed-lists.js';

const KINDS: Kind[] = ['SQLite', 'PostgreSQL'];

describe.each(KINDS)('addToBlacklist(durationSeconds) on %s', (kind) => {
  const lists = withLists(kind);

  it('removes those whom it added at the end, by an automatic action that names it', async () => {
    await lists().start();
    await lists().add(['3']);
    const answer = await lists().add(['1', '2', '3'], { durationSeconds: AFTERWARDS });
    expect(answer).toMatchObject({ __typename: 'AddToBlacklistPartialFailure', addedUserIds: ['1', '2'] });
    expect(lists().listed()).toEqual(['1', '2', '3']);
    await lists().ended();
    expect(lists().listed()).toEqual(['3']);
    expect(await lists().automatic()).toMatchObject([
      {
        operation: 'REMOVE_FROM_BLACKLIST',
        actor: 'gateway',
        automatic: true,
        causedBy: { id: (answer as { actionId: string }).actionId },
        listOwnerId: OWNER,
        status: 'APPLIED',
        targets: [
          { userId: '1', outcome: 'APPLIED' },
          { userId: '2', outcome: 'APPLIED' },
        ],
      },
    ]);
    expect(await lists().actions({ automatic: false })).toHaveLength(2);
  });

  it('tells in `blacklist` when entries end, counted from the request', async () => {
    await lists().start();
    await lists().add(['1']);
    const answer = await lists().add(['2'], { durationSeconds: 600 });
    const [{ requestedAt } = { requestedAt: '' }] = await lists().actions();
    const endsAt = new Date(Date.parse(requestedAt as string) + 600_000).toISOString();
    expect(await lists().ends()).toEqual({ 1: null, 2: endsAt });
    expect(answer.__typename).toBe('AddToBlacklistSuccess');
  });

  it('removes nobody of whom nobody knows whether it added them', async () => {
    await lists().start();
    const { volcengine } = lists().emulators;
    volcengine.injectFault({ kind: 'reset', applied: true, times: 4, action: 'AddBlackList' });
    expect(await lists().add(['1'], { durationSeconds: SOON })).toMatchObject({ outcome: 'UNKNOWN' });
    volcengine.clearFaults();
    expect(await lists().timers()).toEqual([]);
    expect(lists().listed()).toEqual(['1']);
    expect(await lists().ends()).toEqual({ 1: null });
  });

  it('ends at the start what ended while no gateway ran', async () => {
    const first = await lists().start();
    await lists().add(['1'], { durationSeconds: SOON });
    await lists().stop(first);
    const anHourLater = { epochMs: () => Date.now() + 3_600_000 };
    await lists().start({}, kind === 'SQLite' ? anHourLater : {});
    await lists().ended();
    expect(lists().listed()).toEqual([]);
  });

  it.each([0, -1, 31_536_001])('refuses %d seconds', async (durationSeconds) => {
    await lists().start();
    expect(await lists().add(['1'], { durationSeconds })).toMatchObject({
      __typename: 'InvalidInputError',
      issues: [{ path: 'durationSeconds', code: 'OUT_OF_RANGE' }],
    });
  });

  it('takes durations up to RESTRICTION_MAX_SECONDS', async () => {
    await lists().start({ RESTRICTION_MAX_SECONDS: '60' });
    expect(await lists().add(['1'], { durationSeconds: 61 })).toMatchObject({
      __typename: 'InvalidInputError',
    });
    expect(await lists().add(['1'], { durationSeconds: 60 })).toMatchObject({
      __typename: 'AddToBlacklistSuccess',
    });
  });

  it('counts the duration in repeats with an idempotency key', async () => {
    await lists().start();
    const input = { idempotencyKey: 'once', durationSeconds: 60 };
    const first = await lists().add(['1'], input);
    expect(await lists().add(['1'], input)).toEqual(first);
    expect(await lists().add(['1'], { ...input, durationSeconds: 61 })).toMatchObject({
      __typename: 'IdempotencyConflictError',
    });
  });
});
