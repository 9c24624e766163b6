import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readGatewayConfig } from '../../src/config/gateway.js';
import { EMULATOR_ENTRIES, type EmulatorName } from '../../src/emulators/emulators.js';
import { startGateway } from '../../src/server.js';
import { VENDORS } from '../../src/vendors/vendors.js';
import { sendText } from '../graphql-client.js';
import { signed } from '../identity/signed-tokens.js';

const AUTH_JWT_SECRET = 'a secret for tests, of 32 bytes or more';
const ADMIN = signed(
  { alg: 'HS256' },
  {
    sub: 'admin',
    exp: Math.floor(Date.now() / 1000) + 3600,
    scope: 'moderation:media moderation:blacklist',
    rooms: '*',
  },
  'HS256',
  Buffer.from(AUTH_JWT_SECRET),
);

/** Something that calls each vendor. */
const ACTS: Readonly<Record<EmulatorName, string>> = {
  trtc: 'setUserMediaState(input: { roomId: 10006, userId: "alice", state: AUDIO_DISABLED })',
  volcengine: 'addToBlacklist(input: { userId: "10001", users: [{ userId: "10002" }] })',
};

/** Each vendor with the variables of its credential, all of which can be files. */
const CREDENTIALS = EMULATOR_ENTRIES.map(([name, emulator]) => {
  const vendor = Object.values(VENDORS).find(({ configuredAs }) => configuredAs === name);
  if (!vendor) throw new Error(`no vendor is configured as ${name}`);
  // Keys of callbacks are in files too, but are no part of the credential.
  const files = vendor.variables.files.filter((variable) => !variable.endsWith('_CALLBACK_KEYS'));
  const others = Object.fromEntries(
    vendor.variables.required
      .filter((variable) => !files.includes(variable))
      .map((variable) => [variable, '1']),
  );
  const values = (round: string): Record<string, string> =>
    Object.fromEntries(files.map((variable) => [variable, `Canary-${round}-of-${variable}`]));
  return { name, emulator, others, values };
});

let directory: string;
const open: { close(): Promise<void> }[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'replaced-credentials-'));
});
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
  rmSync(directory, { recursive: true });
});

/** An emulator, and a gateway whose credential for it is in files. */
async function start({ name, emulator, others, values }: (typeof CREDENTIALS)[number]) {
  // The values are of the same emulator's variables, which the compiler cannot see.
  const configOf = (round: string) =>
    emulator.config(emulator.variables.parse({ ...others, ...values(round) }) as never);
  const config = { ...configOf('first'), port: 0 };
  const vendor = await emulator.start(config);
  open.push(vendor);
  const write = (round: string) => {
    for (const [variable, value] of Object.entries(values(round))) {
      const path = join(directory, variable);
      writeFileSync(`${path}.new`, `${value}\n`);
      renameSync(`${path}.new`, path);
    }
  };
  write('first');
  const files = Object.keys(values('')).map((variable) => [`${variable}_FILE`, join(directory, variable)]);
  const lines: string[] = [];
  const gateway = await startGateway(
    readGatewayConfig({
      ...others,
      ...Object.fromEntries(files),
      [emulator.endpointVariable]: vendor.url,
      AUTH_JWT_SECRET,
      DATABASE_URL: `file:${join(directory, 'journal.db')}`,
      HOST: '127.0.0.1',
      PORT: '0',
    }),
    { logTo: { write: (line) => void lines.push(line) } },
  );
  open.push(gateway);
  return {
    vendor,
    gateway,
    lines,
    write,
    /** The vendor accepts no other credential from now on. */
    accept: (round: string) => Object.assign(config, configOf(round), { port: 0 }),
    async act(): Promise<string> {
      const query = `mutation { ${ACTS[name]} { __typename ... on ModerationError { message vendorCode } } }`;
      return JSON.stringify(await sendText({ url: gateway.url, tokens: { admin: ADMIN } }, query));
    },
  };
}

describe.each(CREDENTIALS)('a replaced credential of $name', (sample) => {
  it('is used for the request for which the vendor refuses the old one', async () => {
    const { vendor, act, accept, write, lines } = await start(sample);
    expect(await act()).toContain('Success');

    // The gateway has not read the files yet.
    accept('second');
    write('second');
    vendor.reset();
    expect(await act()).toContain('Success');
    expect(vendor.requests().map(({ authenticated }) => authenticated)).toEqual([false, true]);

    vendor.reset();
    expect(await act()).toContain('Success');
    expect(vendor.requests()).toHaveLength(1);
    expect(lines.filter((line) => line.includes('secrets were replaced'))).toHaveLength(1);
    expect(lines.join()).not.toContain('Canary');
  });

  it('is used before the vendor refuses the old one', async () => {
    const { vendor, gateway, act, accept, write } = await start(sample);
    write('second');
    await gateway.rereadSecrets();
    accept('second');
    expect(await act()).toContain('Success');
    expect(vendor.requests()).toHaveLength(1);
  });

  it('is asked for once, and not waited for, when there is none', async () => {
    const { vendor, act, accept } = await start(sample);
    accept('second');
    const startedAt = performance.now();
    expect(await act()).toContain('VendorPermissionDeniedError');
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(vendor.requests()).toHaveLength(1);
  });

  it('is redacted where the vendor quotes it, and so are those before', async () => {
    const { vendor, gateway, act, accept, write, lines } = await start(sample);
    const rounds = ['first', 'second', 'third'];
    for (const round of rounds.slice(1)) {
      accept(round);
      write(round);
      await gateway.rereadSecrets();
    }
    for (const quoted of rounds.flatMap((round) => Object.values(sample.values(round)))) {
      const fault = { kind: 'error', code: `Odd ${quoted}`, message: quoted, times: 4 };
      // Each emulator takes one of these forms, which the compiler cannot see.
      vendor.injectFault((sample.name === 'trtc' ? fault : { ...fault, status: 400 }) as never);
      expect(await act()).toContain('[redacted]');
      vendor.reset();
    }
    expect(lines.join()).not.toContain('Canary');
  });
});
