import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { startTestSandbox } from '../sandbox-gateway.js';
import { RELAY_MUTE, RELAY_VIEWER, relayFrontEnd } from './relay-front-end.js';

/** The ids that Relay's compiler writes into the file of `persistConfig`. */
const IDS = { viewer: '3f2c9a', mute: '8d41be' };

let directory: string;
const gateways: Partial<Record<'on' | 'only', Sandbox>> = {};
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'relay-'));
  const file = join(directory, 'persisted.json');
  writeFileSync(file, JSON.stringify({ [IDS.viewer]: RELAY_VIEWER.text, [IDS.mute]: RELAY_MUTE.text }));
  for (const mode of ['on', 'only'] as const) {
    gateways[mode] = await startTestSandbox({ TRUSTED_DOCUMENTS: mode, TRUSTED_DOCUMENTS_FILE: file });
  }
});
afterAll(async () => {
  for (const gateway of Object.values(gateways)) await gateway.close();
  rmSync(directory, { recursive: true });
});

function frontEnd(mode: 'on' | 'only', ids?: typeof IDS) {
  const { url = '', tokens } = gateways[mode] ?? {};
  return relayFrontEnd(`${url}/graphql`, async () => tokens?.admin ?? '', ids);
}

describe('relay-runtime with the documented environment', () => {
  it.each([
    ['texts', 'on', undefined],
    ['texts of documents that the gateway trusts', 'only', undefined],
    ['ids of persisted documents', 'on', IDS],
    ['ids of persisted documents', 'only', IDS],
  ] as const)('queries and mutates with %s (TRUSTED_DOCUMENTS=%s)', async (_what, mode, ids) => {
    const { subject, mute } = frontEnd(mode, ids);
    gateways[mode]?.trtc.reset();
    expect(await subject()).toBe('admin');
    expect(await mute()).toBe('SetUserMediaStateSuccess');
    expect(gateways[mode]?.trtc.requests()).toHaveLength(1);
  });

  it('is told that an id is not known', async () => {
    const { subject } = frontEnd('only', { ...IDS, viewer: 'unknown' });
    await expect(subject()).rejects.toThrow(/PersistedQueryNotFound|no document/i);
  });
});
