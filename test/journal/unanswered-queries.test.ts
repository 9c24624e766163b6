import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { describeEach } from '../describe-each.js';
import { isLeftOut } from '../left-out.js';
import { type PgBouncer, startPgBouncer } from '../pgbouncer-server.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { UnansweredProxy } from './unanswered-proxy.js';

let postgres: PostgresServer;
let bouncer: PgBouncer | undefined;
beforeAll(async () => {
  postgres = await startPostgres();
  if (!isLeftOut('PgBouncer')) bouncer = await startPgBouncer(postgres.url);
});
afterAll(async () => {
  await bouncer?.stop();
  await postgres.remove();
});

const addresses: Record<string, () => string> = {
  PostgreSQL: () => postgres.url,
  PgBouncer: () => bouncer?.url ?? '',
};

describeEach(addresses, 'a query that %s does not answer', (address) => {
  it.each(['alone', 'in a transaction'])('is not waited for by the next one: %s', async (where) => {
    const proxy = await UnansweredProxy.before(address());
    const database = await openPostgres(proxy.addressOf(address()), () => {});
    try {
      const { db } = database;
      const one = sql<{ one: number }>`select 1 as one`;
      await one.execute(db);
      const lost =
        where === 'alone'
          ? async () => {
              proxy.keepAnswersBack();
              await one.execute(db);
            }
          : () =>
              db.transaction().execute(async (transaction) => {
                proxy.keepAnswersBack();
                await one.execute(transaction);
              });
      await expect(lost()).rejects.toThrow(/timeout/);
      // In the session of before, it would wait as long, or be in an aborted transaction.
      expect((await one.execute(db)).rows).toEqual([{ one: 1 }]);
    } finally {
      await database.close();
      await proxy.close();
    }
  });
});
