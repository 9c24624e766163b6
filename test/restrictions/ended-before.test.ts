import { expect, it } from 'vitest';
import type { MediaWish } from '../../src/restrictions/media-wish.js';
import type { GivenInstruction } from '../../src/restrictions/person-media.js';
import { endedBefore } from '../../src/restrictions/what-to-send.js';
import { instruction, person } from './known-people.js';
import { worldRunner } from './simulation/faults-of.js';
import { GOOD } from './simulation/simulated-vendor.js';

const muted = (fields: Partial<GivenInstruction>) => instruction({ audio: 'DISABLED', ...fields });
const newer = instruction({ actionId: 'newer', number: 2, audio: 'ENABLED' });
const undo = (actionId: string, undos: GivenInstruction['undos'] = []) => ({
  actionId,
  pending: false,
  undos,
});
const wish = { actionId: 'enforcement', enforcement: { restriction: 'restriction', disables: true } };

it.each<[string, GivenInstruction[], string | undefined]>([
  ['nothing while it decides', [muted({})], undefined],
  ['its lift', [muted({ over: true, endedHow: 'LIFTED', endActionId: 'lift' })], 'lift'],
  // Ends that were refused have no `endedHow`.
  ['what is newer, and no lift that was refused', [muted({ endActionId: 'refused' }), newer], 'newer'],
  ['its undo', [muted({ revoked: true, undos: [undo('undone', [undo('second')]), undo('third')] })], 'third'],
  [
    'what is newer, and no undo that was undone',
    [muted({ undos: [undo('undone', [undo('b')])] }), newer],
    'newer',
  ],
  [
    'itself where its time is over, and nothing older that decides now, and nothing on the other medium',
    [
      muted({ actionId: 'older', number: 0 }),
      muted({ over: true, outlived: true }),
      instruction({ actionId: 'other', number: 2, video: 'DISABLED' }),
    ],
    'restriction',
  ],
])('what was to be enforced is superseded by %s', (_, instructions, by) => {
  const known = person(instructions, {});
  const view = { known, sent: undefined, covered: undefined, sentFor: new Set<string>() };
  expect(endedBefore(view, wish as MediaWish)).toBe(by);
});

const refusedIn = worldRunner(async (world) =>
  world.journal.read<{ code: string; message: string }>(
    `select answer ->> '$.code' as code, answer ->> '$.message' as message from actions
      where status = 'REFUSED' and id in (select action_id from causes)`,
  ),
);

it('says in the journal that what was to be enforced does not hold any more', async () => {
  const anna = { room: 0, user: 0 };
  const now = { afterMs: 500, gateway: 0 };
  const refused = await refusedIn({
    gateways: 1,
    fates: [GOOD],
    latencies: [7],
    blocksOutliveLeaving: false,
    steps: [
      { ...now, kind: 'say', person: anna, says: { audio: 'DISABLED' }, enforce: true },
      { ...now, kind: 'leave', person: anna, told: [5] },
      { ...now, kind: 'enter', person: anna, role: 'ANCHOR', told: [5] },
      // The gateway has read that it holds, and has not begun the action.
      { ...now, afterMs: 15, kind: 'lift', which: 0 },
    ],
  });
  expect(refused).toEqual([
    { code: 'SUPERSEDED', message: 'What was to be set again does not hold any more, so nothing was sent.' },
  ]);
});
