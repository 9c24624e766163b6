import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { sendText } from '../graphql-client.js';
import { NOTHING_AGAIN, startTestSandbox } from '../sandbox-gateway.js';

const KEY = 'the secret of a back end, of 32 bytes or more';
const FILE = join(import.meta.dirname, '../../examples/service/mute-reported.js');

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox({ ...NOTHING_AGAIN, AUTH_JWT_SECRET: KEY });
});
afterAll(() => sandbox?.close());
afterEach(() => sandbox.trtc.reset());

/** Runs the service as it is. Returns what it writes. */
async function run(reports: readonly object[], environment: Record<string, string> = {}) {
  const service = spawn(process.execPath, [FILE], {
    env: { GATEWAY_URL: `${sandbox.url}/graphql`, AUTH_JWT_SECRET: KEY, ...environment },
  });
  service.stdin.end(reports.map((report) => `${JSON.stringify(report)}\n`).join(''));
  const [output, complaints] = await Promise.all([text(service.stdout), text(service.stderr)]);
  const lines = output.split('\n').filter((line) => line !== '');
  return { became: lines.map((line) => JSON.parse(line)), complaints };
}

const REPORT = { id: 'report-1', roomId: 10006, userId: '29376', reason: 'spam' };

describe('examples/service', () => {
  it('mutes for a time, as the service, and only once for a report that is read twice', async () => {
    expect(await run([REPORT, REPORT])).toEqual({
      became: [
        { id: 'report-1', status: 'MUTED' },
        { id: 'report-1', status: 'MUTED' },
      ],
      complaints: '',
    });
    expect((await run([REPORT])).became).toEqual([{ id: 'report-1', status: 'MUTED' }]);

    expect(sandbox.trtc.requests()).toHaveLength(1);
    const query = '{ moderationActions { edges { node { actor reason durationSeconds idempotencyKey } } } }';
    const auditor = await new SignJWT({ scope: 'moderation:audit', rooms: '*' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('auditor')
      .setExpirationTime('10m')
      .sign(new TextEncoder().encode(KEY));
    expect(await sendText({ url: sandbox.url, tokens: { admin: auditor } }, query)).toMatchObject({
      data: {
        moderationActions: {
          edges: [
            {
              node: {
                actor: 'service:reports',
                reason: 'spam',
                durationSeconds: 300,
                idempotencyKey: 'report:report-1',
              },
            },
          ],
        },
      },
    });
  });

  it('tries again what the vendor refuses for a time, and says what cannot be done', async () => {
    sandbox.trtc.injectFault({ kind: 'error', code: 'LimitExceeded', message: 'Quota exceeded.' });

    const { became } = await run([
      { ...REPORT, id: 'report-2' },
      { ...REPORT, id: 'report-3', roomId: 404 },
      { ...REPORT, id: 'report-4', userId: '' },
    ]);
    expect(became).toEqual([
      { id: 'report-2', status: 'MUTED' },
      { id: 'report-3', status: 'GONE' },
      { id: 'report-4', status: 'FAILED', code: 'INVALID_INPUT', message: expect.any(String) },
    ]);
  });

  it('ends with the reason if the gateway does not accept its key', async () => {
    const { became, complaints } = await run([REPORT], {
      AUTH_JWT_SECRET: 'another key, of 32 bytes or more',
    });
    expect(became).toEqual([]);
    expect(complaints).toContain('UNAUTHENTICATED');
    expect(sandbox.trtc.requests()).toEqual([]);
  });
});
