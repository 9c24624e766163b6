import { type AddressInfo, createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { postgresAddresses } from '../../src/environment/postgres-address.js';
import { Journal } from '../../src/journal/journal.js';
import { openPostgres, type PostgresDatabase } from '../../src/journal/postgres-database.js';
import { PostgresSessions } from '../../src/journal/postgres-sessions.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { freePort } from '../free-port.js';
import { AddToBlacklistDocument, SetUserMediaStateDocument } from '../generated/graphql.js';
import { send, sendText } from '../graphql-client.js';
import { isLeftOut } from '../left-out.js';
import { type PgBouncer, startPgBouncer } from '../pgbouncer-server.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { startTestSandbox } from '../sandbox-gateway.js';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.remove());

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function journalAt(url: string): Promise<PostgresDatabase> {
  const database = await openPostgres(url, () => {});
  closers.push(() => database.close());
  return database;
}

/** Messages of PostgreSQL's protocol: whoever connects is let in; a question is answered by an error. */
const READY = Buffer.from('Z\0\0\0\x05I', 'latin1');
const WELCOME = Buffer.concat([Buffer.from('R\0\0\0\x08\0\0\0\0', 'latin1'), READY]);
const FIELDS = Buffer.from('SERROR\0C57P03\0Mnot now\0\0', 'latin1');
const REFUSAL = Buffer.concat([Buffer.from([0x45, 0, 0, 0, 4 + FIELDS.length]), FIELDS, READY]);

describe('the addresses of PostgreSQL', () => {
  it.each([
    ['postgres://u:p@h/db', ['postgres://u:p@h/db']],
    ['postgresql://h', ['postgresql://h']],
    ['postgres://u:p@/db?host=/cloudsql/p:r:i', ['postgres://u:p@/db?host=/cloudsql/p:r:i']],
    ['postgres:///db?host=/run/postgresql', ['postgres:///db?host=/run/postgresql']],
    ['postgres://u:p@a:5432,b:5433/db?x=1', ['postgres://u:p@a:5432/db?x=1', 'postgres://u:p@b:5433/db?x=1']],
    ['postgres://u:p%2C@a,b/db', ['postgres://u:p%2C@a/db', 'postgres://u:p%2C@b/db']],
    ['postgres://[::1]:1,[::2]:2/db', ['postgres://[::1]:1/db', 'postgres://[::2]:2/db']],
  ])('are one for each host of %s', (text, expected) => {
    expect(postgresAddresses(text)).toEqual(expected);
  });

  it.each([
    'postgres:/h/db',
    'mysql://h/db',
    'postgres://h:x/db',
    'postgres://h:5432:1/db',
    'postgres://a:1,b:x/db',
    'postgres://a,,b/db',
    'postgres://u@/db?host=a,b&port=1,2',
    'postgres://u@a,/db',
  ])('are none for %s', (text) => {
    expect(postgresAddresses(text)).toBeUndefined();
  });
});

describe('a journal', () => {
  it("is reached through a socket's folder", async () => {
    const { port, pathname } = new URL(postgres.url);
    const database = await journalAt(
      `postgres://gateway:p@${pathname}?host=${encodeURIComponent(postgres.directory)}&port=${port}`,
    );
    await new Journal(database, 'gateway', Date.now).tryToWrite();
  });

  it('is reached at the second of two hosts when the first is down, and the other way round', async () => {
    const { host, pathname } = new URL(postgres.url);
    const down = `127.0.0.1:${await freePort()}`;
    for (const hosts of [`${down},${host}`, `${host},${down}`]) {
      const database = await journalAt(`postgres://gateway@${hosts}${pathname}`);
      await new Journal(database, 'gateway', Date.now).tryToWrite();
    }
  });

  it.skipIf(isLeftOut('PgBouncer'))(
    'moves to the second host when the first goes down, and back',
    async () => {
      const first = await startPgBouncer(postgres.url);
      const second = await startPgBouncer(postgres.url);
      const [firstHost, secondHost] = [new URL(first.url).host, new URL(second.url).host];
      const database = await journalAt(`postgres://gateway@${firstHost},${secondHost}/postgres`);
      const journal = new Journal(database, 'gateway', Date.now);
      await journal.tryToWrite();
      await first.stop();
      await expect
        .poll(() =>
          journal.tryToWrite().then(
            () => true,
            () => false,
          ),
        )
        .toBe(true);
      await second.stop();
      await expect(journal.tryToWrite()).rejects.toThrow();
    },
  );

  it('is not on a host that takes no writes', async () => {
    const { host } = new URL(postgres.url);
    const standby = await startPostgres({ standby: true });
    closers.push(() => standby.remove());
    const database = await journalAt(`postgres://gateway@${new URL(standby.url).host},${host}/postgres`);
    await new Journal(database, 'gateway', Date.now).tryToWrite();
  });

  it.each([
    ['one host that ends connections', ['ends'], 1],
    ['one host that does not answer', ['silent'], 1],
    ['two hosts that end connections', ['ends', 'ends'], 2],
    ['two hosts, of which the first does not answer', ['silent', 'ends'], 1],
    ['one host that refuses a question and keeps the connection', ['refuses'], 1],
  ] as const)('is sought once at each host while there is time: %s', async (_what, hosts, tries) => {
    let connections = 0;
    const addresses: string[] = [];
    for (const host of hosts) {
      const server = createServer({ allowHalfOpen: true }, (socket) => {
        connections += 1;
        closers.push(async () => void socket.destroy());
        socket.on('error', () => {});
        if (host === 'ends') socket.destroy();
        if (host === 'refuses') {
          const answers = [WELCOME, REFUSAL];
          socket.on('data', () => socket.write(answers.shift() ?? ''));
        }
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      addresses.push(`127.0.0.1:${(server.address() as AddressInfo).port}`);
      closers.push(async () => void server.close());
    }
    const pool = new PostgresSessions(`postgres://gateway@${addresses}/postgres`).pool({
      max: 1,
      onTrouble: () => {},
    });
    closers.push(() => pool.end());
    if (!hosts.some((host) => host === 'silent')) {
      // A busy machine must not use up the time for the second try.
      const stopped = vi.spyOn(performance, 'now').mockReturnValue(performance.now());
      closers.push(async () => stopped.mockRestore());
    }
    await expect(pool.connect()).rejects.toThrow();
    expect(connections).toBe(tries);
  });

  it.each(['?sslmode=verify-full&sslrootcert=/does/not/exist.pem', '?sslcert=/does/not/exist.pem'])(
    'is refused in words with %s',
    async (query) => {
      await expect(openPostgres(`${postgres.url}${query}`, () => {})).rejects.toMatchObject({
        name: 'JournalUnusable',
        message: expect.stringContaining('/does/not/exist.pem'),
      });
    },
  );
});

const withPgBouncer = describe.skipIf(isLeftOut('PgBouncer'));
const BOUNCERS: Record<string, readonly string[]> = {
  'as it comes': [],
  'that ignores startup parameters': [
    'ignore_startup_parameters = statement_timeout,idle_in_transaction_session_timeout',
  ],
  'with session pooling': ['pool_mode = session', 'default_pool_size = 40'],
};

withPgBouncer.each(Object.entries(BOUNCERS))('two gateways behind a PgBouncer %s', (_name, settings) => {
  let bouncer: PgBouncer;
  let gateways: Sandbox[];
  beforeAll(async () => {
    bouncer = await startPgBouncer(postgres.url, settings);
    gateways = [
      await startTestSandbox({ DATABASE_URL: bouncer.url }),
      await startTestSandbox({ DATABASE_URL: bouncer.url }),
    ];
  });
  afterAll(async () => {
    for (const gateway of gateways) await gateway.close();
    await bouncer.stop();
  });

  it('carry out actions at the same time, record them and read them', async () => {
    const sent = gateways.flatMap((gateway) =>
      Array.from({ length: 20 }, (_, index) => [
        send(gateway, SetUserMediaStateDocument, {
          input: { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED' },
        }).then(({ data }) => data?.setUserMediaState.__typename),
        send(gateway, AddToBlacklistDocument, {
          input: { userId: '10001', users: [{ userId: `${20_000 + index}` }] },
        }).then(({ data }) => data?.addToBlacklist.__typename),
      ]),
    );
    const results = await Promise.all(sent.flat());
    const expected = ['AddToBlacklistSuccess', 'SetUserMediaStateSuccess'];
    expect([...new Set(results)].sort()).toEqual(expected);
    for (const gateway of gateways) {
      const query = '{ moderationActions(first: 20) { edges { node { status } } } }';
      const { data, errors } = await sendText(gateway, query);
      expect(errors).toBeUndefined();
      const edges = JSON.stringify(data).match(/"status":"\w+"/g);
      expect(new Set(edges)).toEqual(new Set(['"status":"APPLIED"']));
    }
  });

  it('keep an idempotency key together', async () => {
    const input = { roomId: 10006, userId: 'alice', state: 'AUDIO_DISABLED', idempotencyKey: 'one' } as const;
    const ids = new Set<unknown>();
    for (const gateway of gateways) {
      const { data } = await send(gateway, SetUserMediaStateDocument, { input });
      expect(data?.setUserMediaState.__typename).toBe('SetUserMediaStateSuccess');
      ids.add(data?.setUserMediaState);
    }
    expect(new Set([...ids].map((answer) => JSON.stringify(answer))).size).toBe(1);
  });
});
