import { describe, expect, it } from 'vitest';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { AFTERWARDS, type Kind, SOON, withLists } from './timed-lists.js';

const KINDS: Kind[] = ['SQLite', 'PostgreSQL'];
const DAY_MS = 86_400_000;

describe.each(KINDS)('the end of a timed addition on %s', (kind) => {
  const lists = withLists(kind);

  it.each([true, false])(
    'is carried out by another gateway if one is killed while it removes users, whether the vendor has done it (%s)',
    async (applied) => {
      const { gateway, kill } = await lists().startProcess();
      const { volcengine } = lists().emulators;
      volcengine.injectFault({ kind: 'silence', applied, action: 'RemoveBlackList' });
      expect(await lists().add(['1', '2'], { durationSeconds: SOON }, gateway)).toMatchObject({
        __typename: 'AddToBlacklistSuccess',
      });
      const removals = () => volcengine.requests().filter(({ action }) => action === 'RemoveBlackList');
      await expect.poll(() => removals().length).toBe(1);
      await kill();
      volcengine.clearFaults();
      await lists().start();
      await lists().ended(undefined, 60_000);
      expect(lists().listed()).toEqual([]);
      const actions = await lists().automatic();
      expect(actions.length).toBeGreaterThan(1);
      expect(actions.at(-1)).toMatchObject({ recovered: true, status: applied ? 'UNKNOWN' : 'REFUSED' });
      expect(actions[0]).toMatchObject({ recovered: false, status: 'APPLIED' });
    },
    150_000,
  );

  it('is carried out once after the vendor was away', async () => {
    await lists().start();
    const owners = Array.from({ length: 20 }, (_, index) => `${80_000 + index}`);
    const additions = owners.map((userId) => lists().add(['1'], { userId, durationSeconds: SOON }));
    for (const answer of await Promise.all(additions))
      expect(answer.__typename).toBe('AddToBlacklistSuccess');
    const { volcengine } = lists().emulators;
    volcengine.injectFault({ kind: 'verbatim', status: 503, times: 100_000 });
    await expect.poll(async () => (await lists().automatic()).length).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    // While the vendor is away, ends do not pile up in the journal: the breaker stops them.
    expect((await lists().automatic()).length).toBeLessThan(3 * owners.length);
    volcengine.clearFaults();
    await lists().ended(undefined, 60_000);
    for (const owner of owners) expect([...volcengine.blacklist(123456, owner, 0).keys()]).toEqual([]);
    const applied = (await lists().automatic()).filter(({ status }) => status === 'APPLIED');
    expect(applied).toHaveLength(owners.length);
  });

  it('is tried again where the quota is used up', async () => {
    await lists().start();
    const { volcengine } = lists().emulators;
    volcengine.injectFault({ kind: 'throttle', times: 30, action: 'RemoveBlackList' });
    await lists().add(['1'], { durationSeconds: SOON });
    await expect
      .poll(async () => (await lists().automatic()).filter(({ status }) => status === 'REFUSED').length, {
        timeout: 30_000,
      })
      .toBeGreaterThan(0);
    volcengine.clearFaults();
    await lists().ended();
    expect(lists().listed()).toEqual([]);
  });
});

describe('the end of a timed addition that has failed', () => {
  const lists = withLists('SQLite');
  const refusal = { kind: 'error', status: 400, code: 'AppNotFound', message: 'app not found' } as const;
  const tries = () =>
    lists()
      .emulators.volcengine.requests()
      .filter(({ action }) => action === 'RemoveBlackList').length;

  async function failed(): Promise<void> {
    const gateway = await lists().start();
    lists().emulators.volcengine.injectFault({ ...refusal, times: 1_000, action: 'RemoveBlackList' });
    await lists().add(['1'], { durationSeconds: SOON });
    await expect.poll(tries).toBeGreaterThan(0);
    await lists().stop(gateway);
  }

  /** As if the gateways had tried for so long until now, or since then not at all. */
  async function rewrite(times: { tried_since: number; next_at?: number }): Promise<void> {
    const database = await openSqlite(lists().databaseUrl.replace(/^file:/, ''));
    await database.db.updateTable('timed_targets').set(times).execute();
    await database.close();
  }

  it('is tried again after days in which no gateway ran', async () => {
    await failed();
    const then = Date.now() - 3 * DAY_MS;
    await rewrite({ tried_since: then - 1_000, next_at: then });
    const before = tries();
    await lists().start();
    await expect.poll(tries).toBeGreaterThan(before + 1);
    lists().emulators.volcengine.clearFaults();
    await lists().ended();
    expect(lists().listed()).toEqual([]);
  });

  it('is given up when one more try fails after a day of tries', async () => {
    await failed();
    await rewrite({ tried_since: Date.now() - DAY_MS });
    const before = tries();
    const log: string[] = [];
    await lists().start({ LOG_LEVEL: 'error' }, { logTo: { write: (line) => log.push(line) } });
    await lists().ended();
    expect(tries()).toBeGreaterThan(before);
    expect(lists().listed()).toEqual(['1']);
    const msg = expect.stringContaining('could not be removed for a day');
    expect(log.map((line) => JSON.parse(line))).toMatchObject([{ level: 50, users: 1, msg }]);
  });
});

describe('the ends of timed additions on PostgreSQL', () => {
  const lists = withLists('PostgreSQL');

  it('are carried out once each by several gateways', async () => {
    // On a busy machine, sixty removals at once take longer than the usual limits here. Then some would be tried again.
    const patient = { VENDOR_TIMEOUT_MS: '30000', VENDOR_DEADLINE_MS: '30000' };
    const gateways = [
      await lists().start(patient),
      await lists().start(patient),
      await lists().start(patient),
    ];
    const owners = Array.from({ length: 60 }, (_, index) => `${90_000 + index}`);
    const additions = owners.map((userId, index) =>
      lists().add(['1', '2'], { userId, durationSeconds: 2 }, gateways[index % gateways.length]),
    );
    for (const { __typename } of await Promise.all(additions))
      expect(__typename).toBe('AddToBlacklistSuccess');
    await lists().ended(undefined, 60_000);
    const actions = await lists().automatic();
    expect(actions).toHaveLength(owners.length);
    expect(actions.every(({ status }) => status === 'APPLIED')).toBe(true);
    expect(new Set(actions.map(({ listOwnerId }) => listOwnerId)).size).toBe(owners.length);
  });

  it('are carried out after the database was away', async () => {
    await lists().start();
    await lists().add(['1'], { durationSeconds: AFTERWARDS });
    await lists.postgres().stop();
    await new Promise((resolve) => setTimeout(resolve, AFTERWARDS * 1_000 + 500));
    expect(lists().listed()).toEqual(['1']);
    await lists.postgres().start();
    await expect.poll(() => lists().listed(), { timeout: 60_000 }).toEqual([]);
  });
});
