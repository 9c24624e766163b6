import { expect, it } from 'vitest';
import { DatabaseTime } from '../../src/journal/database-time.js';

/** A database that is ahead by a minute and answers each question after the next of these times, a third of it on the way there. */
async function startWith(answersMs: readonly (number | Error)[]) {
  const AHEAD_MS = 60_000;
  let elapsedMs = 0;
  let asked = 0;
  const clock = { now: () => elapsedMs, after: () => () => {} };
  const time = new DatabaseTime({ clock, epochMs: () => elapsedMs }, async () => {
    const answerMs = answersMs[asked++];
    if (typeof answerMs !== 'number') throw answerMs ?? new Error('asked more often than expected');
    const reading = elapsedMs + answerMs / 3 + AHEAD_MS;
    elapsedMs += answerMs;
    return reading;
  });
  await time.start();
  return { asked, offMs: Math.round(elapsedMs + AHEAD_MS - time.now()), isKnown: time.now() > AHEAD_MS };
}

it("asks for the database's time once if the answer is quick", async () => {
  expect(await startWith([3])).toMatchObject({ asked: 1, offMs: 2 });
});

it('asks again after slow answers, and goes by the quickest', async () => {
  expect(await startWith([300, 90, 6])).toMatchObject({ asked: 3, offMs: 4 });
  expect(await startWith([300, 30, 90, 90, 90])).toMatchObject({ asked: 5, offMs: 20 });
});

it('does not make the start wait for more than one answer of a second', async () => {
  expect(await startWith([1_200])).toMatchObject({ asked: 1, isKnown: true });
  expect(await startWith([600, 600])).toMatchObject({ asked: 2, isKnown: true });
});

it('keeps what it knows when a later answer fails, and knows nothing when the first one does', async () => {
  expect(await startWith([90, new Error('gone')])).toMatchObject({ asked: 2, isKnown: true, offMs: 60 });
  expect(await startWith([new Error('gone')])).toMatchObject({ asked: 1, isKnown: false });
});
