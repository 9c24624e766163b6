import { afterEach, beforeEach, expect, it } from 'vitest';
import { post } from '../graphql-client.js';
import { newSecret, signed } from '../identity/signed-tokens.js';
import { nodeArgsOf } from '../npm-scripts.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { StartedProcess } from '../started-process.js';

const SECRET = newSecret();
/** A gateway that kept the actions that it refuses would need more memory. */
const HEAP_MB = 128;

let postgres: PostgresServer;
let gateway: StartedProcess;
beforeEach(async () => {
  postgres = await startPostgres();
  gateway = new StartedProcess([`--max-old-space-size=${HEAP_MB}`, ...nodeArgsOf('start')], {
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: postgres.url,
    AUTH_JWT_SECRET: SECRET.toString(),
    CALLER_REQUESTS_PER_SECOND: '0',
    VOLC_ACCESS_KEY_ID: 'AKLTtest',
    VOLC_SECRET_ACCESS_KEY: 'volcengine-test-secret',
    VOLC_APP_IDS: '123456',
    // Nothing listens there. Nothing is sent there while nothing can be recorded.
    VOLC_ENDPOINT: 'http://127.0.0.1:9',
  });
});
afterEach(async () => {
  await gateway.kill();
  await postgres.remove();
});

const token = signed(
  { alg: 'HS256' },
  { sub: 'admin', scope: 'moderation:blacklist', exp: Math.floor(Date.now() / 1000) + 3600 },
  'HS256',
  SECRET,
);

/** A thousand users make 900 KB. */
function addition(count: number): string {
  const ext = { note: 'x'.repeat(860) };
  const users = Array.from({ length: count }, (_, index) => ({ userId: `${index + 1}`, ext }));
  const query =
    'mutation ($input: AddToBlacklistInput!) { addToBlacklist(input: $input) { ... on ModerationError { code outcome } } }';
  return JSON.stringify({ query, variables: { input: { userId: '10001', users } } });
}

/** The number of answers by code. */
async function refusals(url: string, count: number, atOnce: number): Promise<Record<string, number>> {
  const body = addition(1000);
  const codes: Record<string, number> = {};
  let sent = 0;
  const client = async () => {
    while (sent++ < count) {
      const response = await post({ url }, body, { token });
      const answer = (await response.json()) as {
        data?: { addToBlacklist: { code: string; outcome: string } };
        errors?: [{ extensions: { code: string } }];
      };
      const { code, outcome } = answer.data?.addToBlacklist ?? { code: answer.errors?.[0].extensions.code };
      const key = outcome ? `${code} ${outcome}` : `${code}`;
      codes[key] = (codes[key] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, client));
  return codes;
}

const BEGIN = 'the journal cannot be written: actions are refused until it can';
const END = 'the journal can be written again';
const linesWith = (words: string) => gateway.stdout.split('\n').filter((line) => line.includes(words));

it.each([
  { state: 'is gone', lose: () => postgres.stop(), restore: () => postgres.start(), count: 140, atOnce: 8 },
  {
    state: 'does not answer',
    lose: async () => postgres.suspend(),
    restore: async () => postgres.resume(),
    count: 60,
    atOnce: 30,
  },
])(
  'keeps nothing of large actions that it refuses while PostgreSQL $state, and logs one line',
  async ({ lose, restore, count, atOnce }) => {
    const url = await gateway.url();
    await expect.poll(async () => (await fetch(`${url}/readyz`)).status).toBe(200);
    await lose();
    const { 'JOURNAL_UNAVAILABLE NOT_APPLIED': certain = 0, ...others } = await refusals(url, count, atOnce);
    // Actions that were on their way when their callers stopped waiting may be in the journal.
    const { 'JOURNAL_UNAVAILABLE UNKNOWN': doubtful = 0, ...wrong } = others;
    expect(wrong).toEqual({});
    expect(certain + doubtful).toBe(count);
    expect(certain).toBeGreaterThan(0);
    await expect.poll(() => linesWith(BEGIN)).toHaveLength(1);
    expect(linesWith('"level":50').length).toBeLessThan(10);

    await restore();
    await expect
      .poll(async () => (await post({ url }, addition(1), { token })).text(), { timeout: 60_000 })
      .toMatch(/VENDOR_UNREACHABLE|VENDOR_DOWN/);
    await expect.poll(() => linesWith(END).length).toBeGreaterThan(0);
    const [line = ''] = linesWith(END);
    expect(JSON.parse(line).failures.intent).toBeGreaterThanOrEqual(count);
    // After it, a busy machine may be too slow for a write to the database as it is.
    const causes = linesWith(BEGIN).map((begin) => JSON.parse(begin).err.message);
    expect(causes.slice(1).filter((cause) => cause !== 'the journal takes too long')).toEqual([]);
    expect(gateway.child.exitCode).toBe(null);
  },
  240_000,
);
