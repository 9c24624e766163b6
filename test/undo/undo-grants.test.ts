import { describe, expect, it } from 'vitest';
import { EVERYWHERE, tokenOf } from '../history/signed-callers.js';
import {
  APP,
  add,
  idOf,
  isMute,
  kick,
  listed,
  mute,
  OWNER,
  ROOM,
  remove,
  sandbox,
  USER,
  undo,
  withGateway,
} from './undoing.js';

withGateway();

const media = { scope: 'moderation:media' };
const lists = { scope: 'moderation:blacklist' };

describe('a token that undoes', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['that grants numeric rooms only', { ...media, rooms: '*' }, 'str_rooms'],
    [
      'that grants the numeric room of the same name',
      { ...media, rooms: [ROOM], str_rooms: ['other'] },
      'str_rooms',
    ],
    ['with another scope', { scope: 'moderation:rooms moderation:audit', ...EVERYWHERE }, 'moderation:media'],
    ['for another application', { ...media, rooms: '*', str_rooms: '*', sdk_app_ids: [1] }, 'sdk_app_ids'],
  ])('a state in a string room needs that room: one %s does not', async (_name, claims, missing) => {
    sandbox.trtc.enterRoom(APP, `${ROOM}`, USER);
    const actionId = await idOf(mute({ roomId: null, strRoomId: `${ROOM}` }));
    const answer = await undo({ actionId }, tokenOf('ben', claims));
    expect(answer).toMatchObject({ __typename: 'ForbiddenError', outcome: 'NOT_APPLIED' });
    expect((answer as { missingGrant: string }).missingGrant).toBe(missing);
    expect(sandbox.trtc.mediaState(APP, `${ROOM}`, USER)).toBe(2);
  });

  it('a state in a numeric room needs that room, and not the string room of the same name', async () => {
    const actionId = await idOf(mute({}));
    const stranger = tokenOf('ben', { ...media, rooms: [], str_rooms: '*' });
    expect(await undo({ actionId }, stranger)).toMatchObject({ __typename: 'ForbiddenError' });
    expect(isMute()).toBe(2);
    const friend = tokenOf('ben', { ...media, rooms: [ROOM] });
    expect(await undo({ actionId }, friend)).toMatchObject({ __typename: 'UndoModerationActionSuccess' });
  });

  it('a change of a list needs that list: its owner may undo it, and nobody else with the scope for an own list', async () => {
    const own = { scope: 'moderation:blacklist:own' };
    const actionId = await idOf(add([{ userId: '7' }]));
    expect(await undo({ actionId }, tokenOf('zoe', { ...own, volc_user_id: '10002' }))).toMatchObject({
      __typename: 'ForbiddenError',
    });
    expect(await undo({ actionId }, tokenOf('anchor', { ...own, rooms: '*' }))).toMatchObject({
      __typename: 'ForbiddenError',
    });
    expect(Object.keys(listed())).toContain('7');
    expect(await undo({ actionId }, tokenOf('otto', { ...own, volc_user_id: OWNER }))).toMatchObject({
      __typename: 'UndoModerationActionSuccess',
    });
    expect(Object.keys(listed())).not.toContain('7');
  });

  it('what cannot be undone is told only whoever might have done it', async () => {
    const actionId = await idOf(kick([USER]));
    expect(await undo({ actionId }, tokenOf('ben', { ...lists, ...EVERYWHERE }))).toMatchObject({
      __typename: 'ForbiddenError',
    });
    expect(await undo({ actionId })).toMatchObject({ __typename: 'NotUndoableError' });
  });
});

describe('an idempotency key of an undo', () => {
  it('is not one for the same change without the undo, nor the other way round', async () => {
    const actionId = await idOf(add([{ userId: '7' }]));
    expect(await undo({ actionId, idempotencyKey: 'k' })).toMatchObject({
      __typename: 'UndoModerationActionSuccess',
    });
    const direct = { userId: OWNER, userIds: ['7'], idempotencyKey: 'k' };
    expect(await remove(['7'], undefined, direct)).toMatchObject({ __typename: 'IdempotencyConflictError' });

    await remove(['8'], undefined, { userId: OWNER, userIds: ['8'], idempotencyKey: 'other' });
    const second = await idOf(add([{ userId: '8' }]));
    expect(await undo({ actionId: second, idempotencyKey: 'other' })).toMatchObject({
      __typename: 'IdempotencyConflictError',
    });
    expect(Object.keys(listed())).toContain('8');
  });
});

it('an id in another case than the answer gave it is that of the same action, or of none', async () => {
  const actionId = await idOf(mute({}));
  const answer = await undo({ actionId: actionId.toUpperCase() });
  expect(['ActionNotFoundError', 'UndoModerationActionSuccess']).toContain(answer.__typename);
});
