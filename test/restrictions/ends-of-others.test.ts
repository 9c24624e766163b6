import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { SetUserMediaStateDocument } from '../generated/graphql.js';
import { send, sendText } from '../graphql-client.js';
import { startPostgres } from '../postgres-server.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';

/** They are in the room from the sandbox's start. */
const PERSON = { roomId: 10006, userId: '29376' };

async function mute(sandbox: Sandbox, durationSeconds: number) {
  const input = { ...PERSON, audio: 'DISABLED', durationSeconds } as const;
  const { data } = await send(sandbox, SetUserMediaStateDocument, { input });
  return data?.setUserMediaState;
}

const sent = ({ trtc }: Sandbox) => trtc.requests().map(({ body }) => JSON.parse(body).IsMute);

async function automaticActions(sandbox: Sandbox): Promise<{ status: string }[]> {
  const query = '{ moderationActions(filter: { automatic: true }) { edges { node { status } } } }';
  const { data } = await sendText(sandbox, query);
  type Page = { moderationActions: { edges: { node: { status: string } }[] } };
  return (data as Page).moderationActions.edges.map(({ node }) => node);
}

describe('the end of a restriction', () => {
  let folder: string;
  const sandboxes: Sandbox[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ends-of-others-'));
  });
  afterEach(async () => {
    for (const sandbox of sandboxes.splice(0)) await sandbox.close();
    rmSync(folder, { recursive: true });
  });

  async function start(databaseUrl: string): Promise<Sandbox> {
    const sandbox = await startTestSandbox({ DATABASE_URL: databaseUrl }, withoutJitter);
    sandboxes.push(sandbox);
    return sandbox;
  }

  it('is carried out by the next gateway if it came while none ran', async () => {
    const url = `file:${join(folder, 'journal.db')}`;
    const first = await start(url);
    // On a busy machine, it takes a while to close a gateway.
    const seconds = 5;
    expect(await mute(first, seconds)).toMatchObject({ state: 'AUDIO_DISABLED' });
    await first.close();
    sandboxes.length = 0;
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));

    const second = await start(url);
    await expect.poll(() => sent(second)).toEqual([0]);
    await expect.poll(() => automaticActions(second)).toEqual([{ status: 'APPLIED' }]);
  });

  it('is carried out once by several gateways, and at once if the gateway that took the mute has gone', async () => {
    const postgres = await startPostgres();
    try {
      const first = await start(postgres.url);
      const others = [await start(postgres.url), await start(postgres.url)];
      expect(await mute(first, 6)).toMatchObject({ state: 'AUDIO_DISABLED' });
      await first.close();
      sandboxes.shift();
      await expect.poll(() => others.flatMap(sent)).toEqual([0]);
      // Both look several times more.
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      expect(others.flatMap(sent)).toEqual([0]);
      const [other] = others;
      if (!other) throw new Error('no gateway');
      expect(await automaticActions(other)).toEqual([{ status: 'APPLIED' }]);
    } finally {
      for (const sandbox of sandboxes.splice(0)) await sandbox.close();
      await postgres.remove();
    }
  });

  it('waits for its turn where two gateways act on one person at the same time, and the newest wins', async () => {
    const postgres = await startPostgres();
    try {
      const gateways = [await start(postgres.url), await start(postgres.url)];
      const [one, other] = gateways as [Sandbox, Sandbox];
      one.trtc.injectFault({ kind: 'delay', delayMs: 300 });
      const first = mute(one, 600);
      await expect.poll(() => sent(one).length).toBe(1);
      const input = { ...PERSON, state: 'AUDIO_VIDEO_ENABLED' } as const;
      const second = send(other, SetUserMediaStateDocument, { input });
      await expect.poll(() => sent(other).length).toBe(1);
      // The second call was not sent before the first was answered.
      expect(one.trtc.requests()[0]?.answeredStatus).toBe(200);
      expect(await first).toMatchObject({ state: 'AUDIO_DISABLED' });
      expect((await second).data?.setUserMediaState).toMatchObject({ state: 'AUDIO_VIDEO_ENABLED' });
    } finally {
      for (const sandbox of sandboxes.splice(0)) await sandbox.close();
      await postgres.remove();
    }
  });
});
