/**
 * The gateway with a journal that reports every write as done and writes nothing. The difference shows the cost of the
 * journal. No configuration allows this, and none should. The bundle cannot do it either, so this uses the modules from
 * before the bundling.
 */
import type { CompiledQuery } from 'kysely';
import { compiled } from '../compiled.js';

const { Journal } = await compiled<typeof import('../../src/journal/journal.js')>('journal/journal.js');
const { MediaStore } = await compiled<typeof import('../../src/restrictions/media-store.js')>(
  'restrictions/media-store.js',
);

Journal.prototype.begin = async (_intent, _leaseMs, _patience, alongside = []) => ({
  begun: true,
  read: alongside.map((query) => [query]),
});
Journal.prototype.end = async () => true;
Journal.prototype.add = async () => {};

/** Longer than any call takes. */
const TURN_MS = 3_600_000;

// What an action says goes to the one that reads it in place of statements: nobody else has said anything of the person.
MediaStore.prototype.give = (actionId, _target, said) => [{ actionId, ...said } as unknown as CompiledQuery];
MediaStore.prototype.read = async (answers) => {
  const [said] = (answers.at(-1) ?? []) as { actionId: string }[];
  const now = Date.now();
  const given = { timed: false, revoked: false, over: false, givenAt: now, undos: [], outlived: false };
  const unended = { endsAt: undefined, endedHow: undefined, endActionId: undefined };
  const settled = { pending: false, endPending: false, refused: false };
  return {
    instructions: said ? [{ ...given, ...unended, ...settled, ...said }] : [],
    sent: {},
    turn: 1,
    turns: 1,
    turnLeftMs: TURN_MS,
    doubtSince: undefined,
    againAt: undefined,
    now,
  };
};
MediaStore.prototype.noteQueries = () => [];
MediaStore.prototype.write = async () => {};

await compiled('main.js');
