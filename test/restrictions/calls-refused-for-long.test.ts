import { describe, expect, it } from 'vitest';
import { VendorPermissionDeniedError } from '../../src/errors/moderation-error.js';
import { MutationOutcome } from '../../src/errors/mutation-outcome.enum.js';
import type { CallState, RoomRun, TakenCall } from '../../src/restrictions/room-calls.js';
import type { RoomMediaCall } from '../../src/restrictions/room-media-call.js';
import { RoomRuns } from '../../src/restrictions/room-runs.js';
import { SimulatedClock } from '../vendors/calling/simulated-clock.js';
import { calledAt, instruction, person, T } from './known-people.js';

const HOUR_MS = 3_600_000;
const ACTION = 'the action on the room';
const refusal = () =>
  new VendorPermissionDeniedError({
    code: 'VENDOR_PERMISSION_DENIED',
    message: 'The credentials may not do this.',
    retryable: false,
    outcome: MutationOutcome.NOT_APPLIED,
  });

/** Calls for one person of one action, which the vendor refuses for certain, always. The database is a variable. */
function refusing(call: Partial<RoomMediaCall>, frees = false) {
  const clock = new SimulatedClock();
  const row: { state: CallState; dueAt: number | undefined } = { state: 'WANTED', dueAt: 0 };
  const world = { row, tries: [] as number[], givenUp: 0, logged: [] as object[] };
  const taken = (): TakenCall => ({
    actionId: ACTION,
    userId: 'ben',
    frees,
    rank: 0,
    state: row.state,
  });
  const run: RoomRun = {
    actionId: ACTION,
    call: { sdkAppId: 1400188366, roomId: 7, region: 'ap-guangzhou', ...call } as RoomMediaCall,
    since: T,
    isOver: false,
  };
  const rooms = {
    onBegun() {},
    dueEnds: async () => [],
    isAnyOpen: async () => row.dueAt !== undefined,
    take: async () => (row.dueAt !== undefined && row.dueAt <= clock.now() ? [taken()] : []),
    runsOf: async () => new Map([[ACTION, run]]),
    settle: async (_: TakenCall, state: CallState) => Object.assign(row, { state, dueAt: undefined }),
    postpone: async (_: TakenCall, pauseMs: number, state = row.state) =>
      Object.assign(row, { state, dueAt: clock.now() + pauseMs }),
  };
  const own = instruction({ actionId: ACTION, audio: 'DISABLED', enforced: call.enforced ?? false });
  const known = frees || call.frees ? person([], {}, calledAt(1_000)) : person([own], {});
  const runs = new RoomRuns({
    store: { rooms, lookNow: async () => known } as never,
    trtc: { breaker: { blocks: false, state: 'CLOSED' }, applicationIds: [1400188366] } as never,
    clock,
    nowMs: () => T + clock.now(),
    deadlineMs: 1_000,
    performOn: async () => {
      world.tries.push(clock.now());
      return refusal();
    },
    performEnd: () => Promise.reject(new Error('nothing ends')),
    log: { error: (line: object) => world.logged.push(line) } as never,
    outage: { failed: (_: string, error: unknown) => expect.fail(String(error)), succeeded() {} } as never,
    watch: { givenUp: (people: number) => (world.givenUp += people) } as never,
  });
  runs.start();
  return { clock, world };
}

describe('a call for somebody in a room that the vendor refuses for certain', () => {
  it('is made once if it would set what is set once', async () => {
    const { clock, world } = refusing({ audio: 'DISABLED', durationMs: HOUR_MS });
    await clock.run(HOUR_MS);
    expect(world).toMatchObject({ tries: [0], row: { state: 'FAILED', dueAt: undefined }, givenUp: 0 });
  });

  it('is tried again for as long as what is enforced is in force, with pauses of five minutes at most', async () => {
    const { clock, world } = refusing({ audio: 'DISABLED', enforced: true });
    await clock.run(48 * HOUR_MS);
    const lastPauses = world.tries.slice(-100).map((at, index, all) => at - (all[index - 1] ?? at));
    expect(Math.max(...lastPauses)).toBeGreaterThan(299_000);
    expect(Math.max(...lastPauses)).toBeLessThan(301_000);
    expect(world.tries.slice(0, 4).map((at) => Math.floor(at / 500))).toEqual([0, 2, 4, 6]);
    expect(world.row).toMatchObject({ state: 'FAILED', dueAt: expect.any(Number) });
    expect(world.givenUp).toBe(0);
  });

  it.each<[string, Partial<RoomMediaCall>, boolean]>([
    ['of an action that frees everybody', { audio: 'ENABLED', frees: true }, false],
    ['of a newer mute, for somebody whom that leaves out', { audio: 'DISABLED', durationMs: HOUR_MS }, true],
  ])('is tried again for a day if it would free them, and is given up aloud: %s', async (_, call, frees) => {
    const { clock, world } = refusing(call, frees);
    await clock.run(23 * HOUR_MS);
    expect(world).toMatchObject({
      row: { state: 'FAILED', dueAt: expect.any(Number) },
      givenUp: 0,
      logged: [],
    });
    await clock.run(25 * HOUR_MS);
    expect(world.tries.at(-1)).toBeGreaterThan(23.9 * HOUR_MS);
    expect(world.tries.at(-1)).toBeLessThan(24.1 * HOUR_MS);
    expect(world.tries.length).toBeLessThan(320);
    expect(world).toMatchObject({ row: { state: 'FAILED', dueAt: undefined }, givenUp: 1 });
    expect(world.logged).toEqual([
      expect.objectContaining({ actionId: ACTION, userId: 'ben', code: 'VENDOR_PERMISSION_DENIED' }),
    ]);
  });
});
