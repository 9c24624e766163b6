import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readGatewayConfig } from '../../src/config/gateway.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { startGateway } from '../../src/server.js';
import { startTestSandbox } from '../sandbox-gateway.js';
import { describeInBrowser } from './chromium.js';

describeInBrowser('a page of another origin', (onPage) => {
  let pages: Server;
  let page: string;
  let sandbox: Sandbox;
  let folder: string;
  let production: { url: string; close(): Promise<void> };

  beforeAll(async () => {
    pages = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<title>front end</title><link rel="icon" href="data:,">');
    });
    pages.listen(0, '127.0.0.1');
    await once(pages, 'listening');
    page = `http://127.0.0.1:${(pages.address() as AddressInfo).port}/`;
    sandbox = await startTestSandbox();
    folder = mkdtempSync(join(tmpdir(), 'origins-'));
    production = await startGateway(
      readGatewayConfig({
        PORT: '0',
        HOST: '127.0.0.1',
        LOG_LEVEL: 'silent',
        DATABASE_URL: `file:${join(folder, 'journal.db')}`,
        AUTH_JWT_SECRET: 'a secret of at least thirty-two bytes',
        TRTC_SECRET_ID: 'id',
        TRTC_SECRET_KEY: 'key',
        TRTC_SDK_APP_IDS: '1',
      }),
    );
  });
  afterAll(async () => {
    pages.close();
    await production.close();
    await sandbox.close();
    rmSync(folder, { recursive: true });
  });

  /** What a front end's first call gets. */
  async function firstCall(gateway: string, token: string | undefined): Promise<unknown> {
    let answer: unknown;
    await onPage(
      page,
      async (tab) => {
        answer = await tab.evaluate(
          async ([url, token]) => {
            try {
              const response = await fetch(`${url}/graphql`, {
                method: 'POST',
                headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
                body: '{"query":"{ viewer { subject } }"}',
              });
              return await response.json();
            } catch (error) {
              return String(error);
            }
          },
          [gateway, token],
        );
      },
      { mayCall: [gateway] },
    );
    return answer;
  }

  it('on this machine may call the sandbox', async () => {
    expect(await firstCall(sandbox.url, sandbox.tokens?.admin)).toEqual({
      data: { viewer: { subject: 'admin' } },
    });
  });

  it('learns that its token is refused', async () => {
    expect(await firstCall(sandbox.url, 'nobody')).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  it('may not call a gateway without CORS_ORIGINS', async () => {
    expect(await firstCall(production.url, 'any')).toBe('TypeError: Failed to fetch');
  });
});
