import { describe, expect, it } from 'vitest';
import { APP, dismiss, idOf, isMute, kick, mute, sandbox, USER, undo, withGateway } from './undoing.js';

withGateway();

/** The vendor's IsMute. */
const ENABLED = 0;
const AUDIO_VIDEO_DISABLED = 1;
const AUDIO_DISABLED = 2;
const VIDEO_DISABLED = 3;

describe('undoModerationAction of a media state', () => {
  it('enables a user for whom nothing was set before, and links both actions', async () => {
    const muted = await idOf(mute({}));
    const answer = await undo({ actionId: muted, reason: 'a mistake' });

    if (answer.__typename !== 'UndoModerationActionSuccess') throw new Error(answer.__typename);
    expect(answer.undone).toMatchObject({ id: muted, state: 'AUDIO_DISABLED', status: 'APPLIED' });
    expect(answer.action).toMatchObject({
      operation: 'SET_USER_MEDIA_STATE',
      state: 'AUDIO_VIDEO_ENABLED',
      status: 'APPLIED',
      reason: 'a mistake',
      undoes: { id: muted },
      undoneBy: null,
    });
    expect(answer.undone).toMatchObject({ undoes: null, undoneBy: { id: answer.action.id } });
    expect(isMute()).toBe(ENABLED);
  });

  it('sets the state that was the newest applied one before', async () => {
    await mute({ state: 'VIDEO_DISABLED' });
    sandbox.trtc.injectFault({ kind: 'error', code: 'UnauthorizedOperation.SdkAppId', message: 'no' });
    await mute({ state: 'AUDIO_VIDEO_ENABLED' });
    const muted = await idOf(mute({ state: 'AUDIO_VIDEO_DISABLED' }));
    expect(isMute()).toBe(AUDIO_VIDEO_DISABLED);
    const answer = await undo({ actionId: muted });
    expect(answer).toMatchObject({ action: { state: 'VIDEO_DISABLED' } });
    expect(isMute()).toBe(VIDEO_DISABLED);
  });

  it('undoes a state in a string room, and leaves the numeric room alone', async () => {
    sandbox.trtc.enterRoom(APP, '10006', USER);
    await mute({ state: 'VIDEO_DISABLED' });
    const room = { roomId: null, strRoomId: '10006' };
    await mute({ ...room, state: 'AUDIO_VIDEO_DISABLED' });
    const muted = await idOf(mute(room));
    const answer = await undo({ actionId: muted });
    expect(answer).toMatchObject({
      undone: { strRoomId: '10006', roomId: null },
      action: { strRoomId: '10006', roomId: null, state: 'AUDIO_VIDEO_DISABLED' },
    });
    expect(sandbox.trtc.mediaState(APP, '10006', USER)).toBe(AUDIO_VIDEO_DISABLED);
    expect(isMute()).toBe(VIDEO_DISABLED);
  });

  it('undoes an undo, which does the action again', async () => {
    const muted = await idOf(mute({}));
    const undone = await undo({ actionId: muted });
    if (undone.__typename !== 'UndoModerationActionSuccess') throw new Error(undone.__typename);
    const redone = await undo({ actionId: undone.action.id });
    expect(redone).toMatchObject({ action: { state: 'AUDIO_DISABLED', undoes: { id: undone.action.id } } });
    expect(isMute()).toBe(AUDIO_DISABLED);
  });

  it('undoes an action of which nobody knows whether it was applied', async () => {
    await mute({ state: 'VIDEO_DISABLED' });
    sandbox.trtc.injectFault({ kind: 'reset', applied: true, times: 4 });
    const lost = await mute({ state: 'AUDIO_VIDEO_DISABLED' });
    expect(lost).toMatchObject({ outcome: 'UNKNOWN' });
    sandbox.trtc.clearFaults();
    const answer = await undo({ actionId: lost.actionId ?? '' });
    expect(answer).toMatchObject({
      __typename: 'UndoModerationActionSuccess',
      undone: { status: 'UNKNOWN' },
    });
    expect(isMute()).toBe(VIDEO_DISABLED);
  });

  it('is superseded by a newer state, and changes nothing', async () => {
    const muted = await idOf(mute({}));
    const newer = await idOf(mute({ state: 'VIDEO_DISABLED' }));
    sandbox.trtc.clearRequests();
    const answer = await undo({ actionId: muted });
    expect(answer).toMatchObject({
      __typename: 'SupersededError',
      code: 'SUPERSEDED',
      outcome: 'NOT_APPLIED',
      newerActionId: newer,
    });
    expect(sandbox.trtc.requests()).toEqual([]);
  });

  it.each([
    ['a removal from the room', () => kick([USER])],
    ['a dismissal of the room', () => dismiss()],
  ])('is superseded by %s, which cannot be undone itself', async (_, act) => {
    const muted = await idOf(mute({}));
    const newer = await idOf(act());
    expect(await undo({ actionId: muted })).toMatchObject({ newerActionId: newer });
    expect(await undo({ actionId: newer })).toMatchObject({
      __typename: 'NotUndoableError',
      code: 'NOT_UNDOABLE',
    });
  });

  it('does not bring back a state from before the user was removed from the room', async () => {
    await mute({ state: 'AUDIO_VIDEO_DISABLED' });
    await kick([USER]);
    sandbox.trtc.enterRoom(APP, 10006, USER);
    const muted = await idOf(mute({}));
    expect(await undo({ actionId: muted })).toMatchObject({ action: { state: 'AUDIO_VIDEO_ENABLED' } });
    expect(isMute()).toBe(ENABLED);
  });

  it('brings back a state from before a removal of which nobody knows whether it took place', async () => {
    await mute({ state: 'VIDEO_DISABLED' });
    sandbox.trtc.injectFault({ kind: 'reset', action: 'RemoveUser', applied: false, times: 4 });
    expect(await kick([USER])).toMatchObject({ outcome: 'UNKNOWN' });
    sandbox.trtc.clearFaults();
    const muted = await idOf(mute({ state: 'AUDIO_VIDEO_DISABLED' }));
    expect(await undo({ actionId: muted })).toMatchObject({ action: { state: 'VIDEO_DISABLED' } });
    expect(isMute()).toBe(VIDEO_DISABLED);
  });

  it('undoes a stack of states, the newest first, and does it again in the order of before', async () => {
    const states = ['AUDIO_DISABLED', 'AUDIO_VIDEO_DISABLED', 'VIDEO_DISABLED'] as const;
    await mute({ state: 'AUDIO_VIDEO_ENABLED' });
    const stack: string[] = [];
    for (const state of states) stack.push(await idOf(mute({ state })));
    const [first = '', second = '', third = ''] = stack;
    expect(await undo({ actionId: first })).toMatchObject({ newerActionId: third });
    const undos: string[] = [];
    for (const [actionId, state] of [
      [third, AUDIO_VIDEO_DISABLED],
      [second, AUDIO_DISABLED],
      [first, ENABLED],
    ] as const) {
      const answer = await undo({ actionId });
      if (answer.__typename !== 'UndoModerationActionSuccess') throw new Error(answer.__typename);
      expect(isMute()).toBe(state);
      undos.push(answer.action.id);
    }
    const [ofThird = '', ofSecond = '', ofFirst = ''] = undos;
    expect(await undo({ actionId: second })).toMatchObject({ newerActionId: ofFirst });
    expect(await undo({ actionId: first })).toMatchObject({ code: 'ALREADY_UNDONE' });
    expect(await undo({ actionId: ofThird })).toMatchObject({ newerActionId: ofFirst });
    for (const [actionId, state] of [
      [ofFirst, AUDIO_DISABLED],
      [ofSecond, AUDIO_VIDEO_DISABLED],
      [ofThird, VIDEO_DISABLED],
    ] as const) {
      expect((await undo({ actionId })).__typename).toBe('UndoModerationActionSuccess');
      expect(isMute()).toBe(state);
    }
    // All three stand again.
    expect((await undo({ actionId: third })).__typename).toBe('UndoModerationActionSuccess');
    expect(isMute()).toBe(AUDIO_VIDEO_DISABLED);
  });

  it('brings back a state from before a removal from the room that failed for the user', async () => {
    await mute({ state: 'VIDEO_DISABLED' });
    const others = Array.from({ length: 10 }, (_, index) => `other-${index}`);
    // The first call is for the others.
    sandbox.trtc.injectFault({ kind: 'delay', action: 'RemoveUser', delayMs: 1 });
    const code = 'UnauthorizedOperation.SdkAppId';
    sandbox.trtc.injectFault({ kind: 'error', action: 'RemoveUser', code, message: 'no' });
    expect(await kick([...others, USER])).toMatchObject({
      removedUserIds: others,
      failures: [{ userId: USER }],
    });
    const muted = await idOf(mute({}));
    expect(await undo({ actionId: muted })).toMatchObject({ action: { state: 'VIDEO_DISABLED' } });
    expect(isMute()).toBe(VIDEO_DISABLED);
  });

  it('is not superseded by a newer action that was refused, or on somebody else', async () => {
    const muted = await idOf(mute({}));
    sandbox.trtc.injectFault({ kind: 'error', code: 'UnauthorizedOperation.SdkAppId', message: 'no' });
    await mute({ state: 'VIDEO_DISABLED' });
    await mute({ userId: 'bob' });
    expect(await undo({ actionId: muted })).toMatchObject({ __typename: 'UndoModerationActionSuccess' });
  });

  it('can be tried again after it failed', async () => {
    const muted = await idOf(mute({}));
    sandbox.trtc.injectFault({ kind: 'error', code: 'FailedOperation.UserNotExist', message: 'gone' });
    expect(await undo({ actionId: muted })).toMatchObject({ __typename: 'UserNotInRoomError' });
    expect(isMute()).toBe(AUDIO_DISABLED);
    const second = await undo({ actionId: muted });
    expect(second).toMatchObject({ undone: { undoneBy: { id: expect.any(String) } } });
    expect(await undo({ actionId: muted })).toMatchObject({
      __typename: 'NotUndoableError',
      code: 'ALREADY_UNDONE',
      outcome: 'NOT_APPLIED',
    });
  });
});
