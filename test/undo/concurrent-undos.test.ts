import { setMaxListeners } from 'node:events';
import { expect, it } from 'vitest';
import type { RequestContext } from '../../src/context.js';
import { RateLimitedError } from '../../src/errors/moderation-error.js';
import { ActionIds } from '../../src/journal/action-id.js';
import { ReadingLine } from '../../src/journal/reading-line.js';
import { systemClock } from '../../src/time/clock.js';
import { undo as undoFor } from '../../src/undo/undo.js';
import { APP, add, idOf, isMute, listed, mute, ROOM, sandbox, undo, withGateway } from './undoing.js';

withGateway();

const VIDEO_DISABLED = 3;

it('of several undos of one action at once, one undoes it, and the others say why they did not', async () => {
  for (let round = 0; round < 5; round++) {
    const actionId = await idOf(add([{ userId: '1' }]));
    const answers = await Promise.all(Array.from({ length: 4 }, () => undo({ actionId })));
    const done = answers.filter(({ __typename }) => __typename === 'UndoModerationActionSuccess');
    expect(done).toHaveLength(1);
    for (const answer of answers) {
      if (answer === done[0]) continue;
      expect(['ALREADY_UNDONE', 'NOT_FINISHED']).toContain((answer as { code: string }).code);
    }
    expect(listed()).toEqual({});
  }
});

it('a newer state that is asked for during an undo stands, whichever is recorded first', async () => {
  for (let round = 0; round < 10; round++) {
    const muted = await idOf(mute({ state: 'AUDIO_DISABLED' }));
    const [, newer] = await Promise.all([undo({ actionId: muted }), mute({ state: 'VIDEO_DISABLED' })]);
    expect(newer.__typename).toBe('SetUserMediaStateSuccess');
    expect(isMute()).toBe(VIDEO_DISABLED);
  }
});

it('undoes fifty actions that one moderator undoes at once', async () => {
  const userIds = Array.from({ length: 50 }, (_, index) => `crowd-${index}`);
  for (const userId of userIds) sandbox.trtc.enterRoom(APP, ROOM, userId);
  const muted = await Promise.all(userIds.map((userId) => idOf(mute({ userId, state: 'AUDIO_DISABLED' }))));
  const answers = await Promise.all(muted.map((actionId) => undo({ actionId })));
  expect(answers.map(({ __typename }) => __typename)).toEqual(Array(50).fill('UndoModerationActionSuccess'));
});

it('says that too much is being read where a moderator undoes too many at once, and not that nothing can be recorded', async () => {
  const readers = new ReadingLine(systemClock);
  const never = () => new Promise<never>(() => {});
  const reader = { name: 'anna', signal: new AbortController().signal };
  setMaxListeners(0, reader.signal);
  for (let index = 0; index < 51; index++) void readers.read(reader, never);
  const context = { gateway: { readers }, caller: { sub: 'anna' }, signal: reader.signal };
  const answer = await undoFor(
    { actionId: new ActionIds(Date.now).next() },
    context as unknown as RequestContext,
  );
  expect(answer).toBeInstanceOf(RateLimitedError);
  expect(answer).toMatchObject({
    code: 'QUEUE_FULL',
    outcome: 'NOT_APPLIED',
    retryable: true,
    retryAfterMs: 1_000,
  });
});
