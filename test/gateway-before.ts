import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SandboxTokens, signSandboxTokens } from '../src/sandbox/sandbox-tokens.js';
import { readSandboxConfig } from '../src/sandbox/variables.js';
import { type GatewayOptions, startGateway } from '../src/server.js';
import type { Surroundings } from '../src/time/surroundings.js';

export interface GatewayBefore {
  url: string;
  tokens: SandboxTokens;
  close(): Promise<void>;
}

/** A gateway like that of the sandbox, in front of any servers that stand in for the vendors. */
export async function startGatewayBefore(
  vendors: Parameters<typeof readSandboxConfig>[0],
  environment: Readonly<Record<string, string>> = {},
  options: Partial<Surroundings> & Pick<GatewayOptions, 'logTo'> = {},
): Promise<GatewayBefore> {
  const secret = randomBytes(32).toString('base64url');
  const folder = await mkdtemp(join(tmpdir(), 'gateway-before-'));
  const settings = { PORT: '0', LOG_LEVEL: 'silent', PLAYGROUND: 'false', ...environment };
  const config = readSandboxConfig(vendors, secret, join(folder, 'journal.db'), settings);
  const gateway = await startGateway(config, options);
  const { issuer, audience } = config.auth;
  const expected = { ...(issuer && { issuer }), ...(audience && { audience }) };
  return {
    url: gateway.url,
    tokens: await signSandboxTokens({ key: Buffer.from(secret), algorithm: 'HS256', ...expected }),
    async close() {
      await gateway.close();
      await rm(folder, { recursive: true });
    },
  };
}
