import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readGatewayConfig } from '../../src/config/gateway.js';
import { startGateway } from '../../src/server.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';

let postgres: PostgresServer;
let admin: pg.Client;
let directory: string;
beforeAll(async () => {
  postgres = await startPostgres();
  admin = new pg.Client({ connectionString: postgres.url });
  await admin.connect();
  directory = mkdtempSync(join(tmpdir(), 'replaced-address-'));
});
afterAll(async () => {
  await admin.end();
  await postgres.remove();
  rmSync(directory, { recursive: true });
});

const addressOf = (user: string) => postgres.url.replace('gateway@', `${user}:canary-password@`);
const usersOfGateway = async () => {
  const { rows } = await admin.query(
    "select distinct usename from pg_stat_activity where application_name = 'moderation-gateway'",
  );
  return rows.map(({ usename }) => usename);
};

it('new connections use a replaced DATABASE_URL, and another database needs a restart', async () => {
  for (const user of ['before', 'after']) await admin.query(`create role ${user} superuser login`);
  const file = join(directory, 'database-url');
  const put = (address: string) => {
    writeFileSync(`${file}.new`, address);
    renameSync(`${file}.new`, file);
  };
  put(addressOf('before'));
  const lines: string[] = [];
  const gateway = await startGateway(
    readGatewayConfig({
      TRTC_SECRET_ID: 'id',
      TRTC_SECRET_KEY: 'key',
      TRTC_SDK_APP_IDS: '1',
      AUTH_JWT_SECRET: 'a secret for tests, of 32 bytes or more',
      DATABASE_URL_FILE: file,
      HOST: '127.0.0.1',
      PORT: '0',
    }),
    { logTo: { write: (line) => void lines.push(line) } },
  );
  const readiness = async () => (await fetch(`${gateway.url}/readyz`)).status;
  try {
    await expect.poll(readiness).toBe(200);
    expect(await usersOfGateway()).toEqual(['before']);

    put(addressOf('after'));
    await gateway.rereadSecrets();
    // As when a password has ended: the server ends its connections and lets nobody in any more.
    await admin.query('alter role before nologin');
    await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'before'");
    await expect.poll(usersOfGateway).toEqual(['after']);
    await expect.poll(readiness).toBe(200);

    put(addressOf('after').replace('/postgres', '/template1'));
    await gateway.rereadSecrets();
    const refused = lines.filter((line) => line.includes('replaced secrets are refused'));
    expect(refused).toEqual([expect.stringContaining('DATABASE_URL names another database now')]);
    expect(await usersOfGateway()).toEqual(['after']);
    expect(lines.join()).not.toContain('canary');
  } finally {
    await gateway.close();
  }
});
