import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readGatewayConfig } from '../../src/config/gateway.js';
import { SANDBOX_VALUES } from '../../src/emulators/variables.js';
import { startGateway } from '../../src/server.js';
import { VENDORS } from '../../src/vendors/vendors.js';
import { send } from '../graphql-client.js';
import { newSecret, signed } from '../identity/signed-tokens.js';
import { SAMPLED_QUERIES } from './query-samples.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'queries-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it.each(SAMPLED_QUERIES)(
  '$query says that its vendor is off',
  async ({ query, vendor, document, variables }) => {
    const secret = newSecret();
    const off: readonly string[] = VENDORS[vendor].variables.required;
    const isOn = ([name]: [string, unknown]) => !off.includes(name);
    const gateway = await startGateway(
      readGatewayConfig({
        ...Object.fromEntries(Object.entries(SANDBOX_VALUES).filter(isOn)),
        HOST: '127.0.0.1',
        PORT: '0',
        LOG_LEVEL: 'silent',
        AUTH_JWT_SECRET: secret.toString(),
        DATABASE_URL: `file:${join(folder, 'journal.db')}`,
      }),
    );
    try {
      const claims = { sub: 'someone', exp: Math.floor(Date.now() / 1000) + 600 };
      const token = signed({ alg: 'HS256' }, claims, 'HS256', secret);
      const { data, errors } = await send(gateway, document, variables, { token });
      expect(data).toEqual({ [query]: null });
      expect(errors).toMatchObject([
        { extensions: { code: 'VENDOR_OFF', outcome: 'NOT_APPLIED', retryable: false } },
      ]);
    } finally {
      await gateway.close();
    }
  },
);
