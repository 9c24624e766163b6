import { expect, it } from 'vitest';
import { heldState } from '../../examples/console/src/rooms/held-state.js';
import type { FoundAction, FoundPerson } from '../../examples/console/src/rooms/room-readings.js';

const MUTE: FoundAction = { id: 'mute', requestedAt: 100_000, state: 'AUDIO_VIDEO_DISABLED' };
const reading = (enteredAt: number, lastAction?: FoundAction): FoundPerson => ({
  userId: 'anna',
  role: 'ANCHOR',
  sends: [],
  enteredAt,
  lastAction,
});
/** What these readings, one after the other, say. */
function after(...readings: FoundPerson[]): string | undefined {
  let held: ReturnType<typeof heldState> | undefined;
  for (const each of readings) held = heldState(each, held);
  return held?.state;
}

it('somebody who was muted is shown as muted, although the clocks differ by some seconds', () => {
  expect(after(reading(50_000, MUTE))).toBe('AUDIO_VIDEO_DISABLED');
  expect(after(reading(105_000, MUTE))).toBe('AUDIO_VIDEO_DISABLED');
});

it('a mute from before somebody entered has ended', () => {
  expect(after(reading(200_000, MUTE))).toBe('AUDIO_VIDEO_ENABLED');
});

it('a mute ends with a new entry that was seen, however soon it came', () => {
  expect(after(reading(99_000, MUTE), reading(101_000, MUTE))).toBe('AUDIO_VIDEO_ENABLED');
  expect(after(reading(99_000, MUTE), reading(101_000, MUTE), reading(101_000, MUTE))).toBe(
    'AUDIO_VIDEO_ENABLED',
  );
});

it('an action that came while somebody was seen is of their stay, however far the clocks are apart', () => {
  expect(after(reading(900_000), reading(900_000, MUTE), reading(900_000, MUTE))).toBe(
    'AUDIO_VIDEO_DISABLED',
  );
});

it('an action whose effect is uncertain leaves what was shown', () => {
  const failed: FoundAction = { id: 'failed', requestedAt: 110_000, state: undefined };
  expect(after(reading(50_000, MUTE), reading(50_000, failed))).toBe('AUDIO_VIDEO_DISABLED');
  expect(after(reading(50_000, failed), reading(50_000, { ...failed, state: 'AUDIO_DISABLED' }))).toBe(
    'AUDIO_DISABLED',
  );
});
