import { expect, it } from 'vitest';
import { add, idOf, isMute, listed, mute, undo, withGateway } from './undoing.js';

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
