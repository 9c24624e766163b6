import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mintParticipantToken } from '../../docs/mint-token.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import {
  OwnMediaStateDocument,
  type OwnMediaStateQueryVariables,
  ViewerDocument,
} from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { bothDatabases } from '../history/both-databases.js';
import { EVERYWHERE, SECRET, tokenOf } from '../history/signed-callers.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';
import { expire, mute, restrict } from './timed-mutes.js';

const APP = 1400188366;
const OTHER_APP = 1400188367;
const moderator = tokenOf('moderator', { scope: 'moderation:media', ...EVERYWHERE });
const SELF = 'moderation:self';
const FREE = { audio: 'ENABLED', video: 'ENABLED', audioEndsAt: null, videoEndsAt: null };
const HOUR = 3_600;

let sandbox: Sandbox;

describe.each(bothDatabases())('Query.ownMediaState on %s', (_database, databaseUrl) => {
  beforeAll(async () => {
    sandbox = await startTestSandbox(
      {
        DATABASE_URL: databaseUrl(),
        AUTH_JWT_SECRET: SECRET.toString(),
        TRTC_SDK_APP_IDS: `${APP},${OTHER_APP}`,
      },
      withoutJitter,
    );
  });
  afterAll(() => sandbox?.close());

  let people = 0;
  function somebody() {
    people += 1;
    const userId = `user-${people}`;
    sandbox.trtc.enterRoom(APP, 10006, userId);
    return { roomId: 10006, userId };
  }
  const target = () => ({ url: sandbox.url, tokens: { admin: moderator } });

  async function ask(claims: Record<string, unknown>, variables: OwnMediaStateQueryVariables) {
    const token = tokenOf('person', claims);
    const { data, errors } = await send(sandbox, OwnMediaStateDocument, variables, { token });
    return data?.ownMediaState ?? errors?.[0]?.extensions;
  }

  const seenBy = (userId: string, variables: OwnMediaStateQueryVariables = { roomId: 10006 }) =>
    ask({ scope: SELF, trtc_user_id: userId }, variables);

  it('is enabled where nobody has set anything, in any room', async () => {
    expect(await seenBy('user-0')).toEqual(FREE);
    expect(await seenBy('user-0', { strRoomId: 'a room that nobody knows' })).toEqual(FREE);
  });

  it('is told to the bearer of the token that docs/tokens.md shows', async () => {
    const person = somebody();
    await restrict(target(), { ...person, audio: 'DISABLED' });
    const token = await mintParticipantToken(SECRET.toString(), person.userId);
    const { data } = await send(sandbox, OwnMediaStateDocument, { roomId: 10006 }, { token });
    expect(data?.ownMediaState).toMatchObject({ audio: 'DISABLED', video: 'ENABLED' });
    const viewer = await send(sandbox, ViewerDocument, {}, { token });
    expect(viewer.data?.viewer).toMatchObject({ scopes: [SELF], trtcUserId: person.userId });
  });

  it('tells what was set for both media, and until when', async () => {
    const person = somebody();
    await restrict(target(), { ...person, audio: 'DISABLED' });
    await mute(target(), { ...person, video: 'DISABLED' });
    expect(await seenBy(person.userId)).toEqual({
      audio: 'DISABLED',
      video: 'DISABLED',
      audioEndsAt: expect.any(String),
      videoEndsAt: null,
    });
    // Somebody else, another kind of room and another application.
    expect(await seenBy('user-0')).toEqual(FREE);
    expect(await seenBy(person.userId, { strRoomId: '10006' })).toEqual(FREE);
    const elsewhere = { scope: SELF, trtc_user_id: person.userId, sdk_app_ids: '*' };
    expect(await ask(elsewhere, { sdkAppId: OTHER_APP, roomId: 10006 })).toEqual(FREE);
  });

  it('tells when the state really changes, not when the first of several restrictions ends', async () => {
    const person = somebody();
    const audioEnd = async () => {
      const seen = (await seenBy(person.userId)) as { audioEndsAt: string };
      return Date.parse(seen.audioEndsAt);
    };
    await restrict(target(), { ...person, audio: 'DISABLED' }, { durationSeconds: 3 * HOUR });
    const end = await audioEnd();
    await restrict(target(), { ...person, audio: 'DISABLED' }, { durationSeconds: HOUR });
    expect(await audioEnd()).toBe(end);
    // An exception for an hour, after which the mute returns.
    await restrict(target(), { ...person, audio: 'ENABLED' }, { durationSeconds: HOUR });
    const seen = (await seenBy(person.userId)) as { audio: string; audioEndsAt: string };
    expect(seen.audio).toBe('ENABLED');
    expect(Date.parse(seen.audioEndsAt)).toBeLessThan(end);
  });

  it('is what was sent last for the other medium, once a restriction is over', async () => {
    const person = somebody();
    const id = await restrict(target(), { ...person, audio: 'DISABLED' });
    await mute(target(), { ...person, video: 'DISABLED' });
    await expire(databaseUrl(), id);
    // What was sent is noted after the answer.
    const seen = { audio: 'ENABLED', video: 'DISABLED', audioEndsAt: null, videoEndsAt: null };
    await expect.poll(() => seenBy(person.userId)).toEqual(seen);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['without the scope', { scope: 'moderation:media', trtc_user_id: 'user-1', ...EVERYWHERE }, SELF],
    ['without the claim', { scope: SELF, ...EVERYWHERE }, 'trtc_user_id'],
    ['with a number as the claim', { scope: SELF, trtc_user_id: 29376 }, 'trtc_user_id'],
    ['with an empty claim', { scope: SELF, trtc_user_id: '' }, 'trtc_user_id'],
    ['with too long a claim', { scope: SELF, trtc_user_id: 'é'.repeat(17) }, 'trtc_user_id'],
    ['with several claims', { scope: SELF, trtc_user_id: ['user-1'] }, 'trtc_user_id'],
    ['for another application', { scope: SELF, trtc_user_id: 'a', sdk_app_ids: [OTHER_APP] }, 'sdk_app_ids'],
  ])('refuses a token %s', async (_name, claims, missing) => {
    expect(await ask(claims, { roomId: 10006 })).toMatchObject({ code: 'FORBIDDEN', missingGrant: missing });
    const token = tokenOf('person', claims);
    const { data } = await send(sandbox, ViewerDocument, {}, { token });
    if (missing === 'trtc_user_id') expect(data?.viewer.trtcUserId).toBeNull();
  });

  it('shows in Query.viewer who one is', async () => {
    const token = tokenOf('person', { scope: SELF, trtc_user_id: 'user-1' });
    const { data } = await send(sandbox, ViewerDocument, {}, { token });
    expect(data?.viewer).toMatchObject({ trtcUserId: 'user-1', scopes: [SELF] });
  });

  it('refuses malformed rooms, and an application that the gateway does not serve', async () => {
    const self = { scope: SELF, trtc_user_id: 'user-1', sdk_app_ids: '*' };
    for (const variables of [{}, { roomId: 1, strRoomId: '1' }, { strRoomId: '' }]) {
      expect(await ask(self, variables)).toMatchObject({ code: 'INVALID_INPUT' });
    }
    expect(await ask(self, { sdkAppId: 5, roomId: 1 })).toMatchObject({ code: 'APPLICATION_NOT_SERVED' });
  });
});
