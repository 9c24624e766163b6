import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readGatewayConfig } from '../../src/config/gateway.js';
import { startGateway } from '../../src/server.js';

let directory: string;
let gateway: { close(): Promise<void> } | undefined;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'removed-certificate-'));
});
afterEach(async () => {
  await gateway?.close();
  rmSync(directory, { recursive: true });
});

it('a password that is replaced while the CA file of the address is gone is refused in words, and tokens are renewed all the same', async () => {
  const [url, secret, ca] = ['url', 'secret', 'ca.pem'].map((name) => join(directory, name)) as [
    string,
    string,
    string,
  ];
  const address = (password: string) =>
    writeFileSync(url, `postgres://gateway:${password}@127.0.0.1:1/journal?sslrootcert=${ca}`);
  writeFileSync(ca, 'no certificate is read before a connection is made');
  writeFileSync(secret, 'the first secret of tokens, of 32 bytes');
  address('canary-one');
  const lines: string[] = [];
  const started = await startGateway(
    readGatewayConfig({
      AUTH_JWT_SECRET_FILE: secret,
      DATABASE_URL_FILE: url,
      TRTC_SECRET_ID: 'AKIDremoved',
      TRTC_SECRET_KEY: 'removed-secret-key',
      TRTC_SDK_APP_IDS: '1400188366',
      HOST: '127.0.0.1',
      PORT: '0',
    }),
    { logTo: { write: (line: string) => void lines.push(line) } },
  );
  gateway = started;
  rmSync(ca);
  address('canary-two');
  writeFileSync(secret, 'the second secret of tokens, of 32 bytes');
  await started.rereadSecrets();
  const printed = lines.join('');
  expect(printed).toMatch(/the file of sslrootcert, .*, cannot be read \(ENOENT\)/);
  expect(printed).toMatch(/"variables":\["AUTH_JWT_SECRET"\]/);
  expect(printed).not.toContain('canary');
  expect((await fetch(`${started.url}/healthz`)).status).toBe(200);

  writeFileSync(ca, 'it is there again');
  address('canary-three');
  await started.rereadSecrets();
  expect(lines.join('')).toMatch(/"variables":\["DATABASE_URL"\]/);
});
