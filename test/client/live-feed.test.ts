import type { ModerationAction } from 'moderation-gateway-client/strings';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { followActions } from '../../docs/subscribe.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { EVERYWHERE, SECRET, tokenOf } from '../history/signed-callers.js';
import { NOTHING_AGAIN, startSandboxWithoutEvents } from '../sandbox-gateway.js';
import { CuttingProxy } from './cutting-proxy.js';

const SCOPE = 'moderation:audit moderation:media';
const admin = tokenOf('admin', { scope: SCOPE, ...EVERYWHERE });

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandboxWithoutEvents({ ...NOTHING_AGAIN, AUTH_JWT_SECRET: SECRET.toString() });
});
afterAll(() => sandbox?.close());

const mute = (reason: string) =>
  send(
    sandbox,
    SetUserMediaStateDocument,
    { input: { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED', reason } },
    { token: admin },
  );

/** Follows the actions with this reason, as docs/subscribe.md says. */
function follow(reason: string, url = sandbox.url, getToken = async () => admin) {
  const story: string[] = [];
  const notices: string[] = [];
  const ending = new AbortController();
  const show = (action: ModerationAction, kind: string) => {
    if (action.reason === reason) story.push(`${kind} ${action.id} ${action.status}`);
  };
  const note = (text: string) => notices.push(text);
  const ended = followActions(`${url}/graphql`, getToken, show, note, { signal: ending.signal });
  return { story, notices, ended, end: () => ending.abort() };
}

describe('subscribe at a gateway', () => {
  it('tells the same through connections that are cut as without cuts', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.01);
    // The head of the answer and the first event have some 600 bytes; an event of an action has some 1,000.
    const lengths = [500, 700, 1_100, 1_500, 2_600, 3_900, 900, 5_300];
    let connections = 0;
    const proxy = new CuttingProxy(sandbox.url, () => {
      connections += 1;
      return lengths[connections % lengths.length] ?? 0;
    });
    await proxy.listen();
    const whole = follow('cuts');
    const cut = follow('cuts', proxy.url);
    await expect
      .poll(() => [whole, cut].map(({ notices }) => notices.includes('Live.')))
      .toEqual([true, true]);

    for (let acts = 0; acts < 12; acts += 1) await mute('cuts');
    await expect.poll(() => [whole.story.length, cut.story.length]).toEqual([24, 24]);
    for (const { end, ended } of [whole, cut]) {
      end();
      await ended;
    }
    await proxy.close();
    vi.restoreAllMocks();

    expect(cut.story).toEqual(whole.story);
    expect(new Set(whole.story).size).toBe(24);
    expect(proxy.cuts).toBeGreaterThan(4);
    expect(cut.notices).toContain('Not live now. Connecting again…');
  });

  it('goes on with a fresh token when one expires', async () => {
    let tokens = 0;
    let acts = 0;
    const getToken = async () => {
      tokens += 1;
      // The gateway allows for clocks that differ by half a minute.
      const exp = Math.floor(Date.now() / 1000) + (tokens === 1 ? -27 : 600);
      return tokenOf('short-lived', { scope: SCOPE, ...EVERYWHERE, exp });
    };
    const { story, notices, end, ended } = follow('expiry', sandbox.url, getToken);
    await expect.poll(() => notices).toContain('Live.');
    // An event is told only while the token is valid.
    await expect
      .poll(async () => {
        acts += 1;
        await mute('expiry');
        return tokens;
      })
      .toBe(2);
    await expect.poll(() => story.length).toBe(2 * acts);
    end();
    await ended;
    expect(new Set(story).size).toBe(2 * acts);
    expect(notices).toContain('Not live now. Connecting again…');
  });

  it('says why it stops, without a grant', async () => {
    const getToken = async () => tokenOf('moderator', { scope: 'moderation:media', ...EVERYWHERE });
    const { notices, ended } = follow('none', sandbox.url, getToken);
    await ended;
    expect(notices).toEqual([expect.stringMatching(/^Not live: .*moderation:audit/)]);
  });
});
