import { describe, expect, it } from 'vitest';
import { VendorPermissionDeniedError } from '../../src/errors/moderation-error.js';
import { MutationOutcome } from '../../src/errors/mutation-outcome.enum.js';
import type { GivenInstruction, PersonMedia } from '../../src/restrictions/person-media.js';
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

const MUTED = calledAt(1_000);

interface Refusing {
  call: Partial<RoomMediaCall>;
  /** Of the call for the person. */
  frees?: boolean;
  known: PersonMedia;
  /** How long before the gateway's start the action was asked for. */
  askedBeforeMs?: number;
}

/** Calls for one person of one action, which the vendor refuses for certain, always. The database is a variable. */
function refusing({ call, frees = false, known, askedBeforeMs = 0 }: Refusing) {
  const clock = new SimulatedClock();
  const row = {
    state: 'WANTED' as CallState,
    dueAt: 0 as number | undefined,
    unseenIn: undefined as string | undefined,
  };
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
    since: T - askedBeforeMs,
    isOver: false,
  };
  const rooms = {
    onBegun() {},
    dueEnds: async () => [],
    isAnyDue: async () => row.dueAt !== undefined && row.dueAt <= clock.now(),
    take: async () => (row.dueAt !== undefined && row.dueAt <= clock.now() ? [taken()] : []),
    runsOf: async () => new Map([[ACTION, run]]),
    settle: async (_: TakenCall, state: CallState, unseenIn?: string) =>
      Object.assign(row, { state, dueAt: undefined, unseenIn }),
    postpone: async (_: TakenCall, pauseMs: number, state = row.state) =>
      Object.assign(row, { state, dueAt: clock.now() + pauseMs }),
  };
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

/** What the action says itself. */
const own = (fields: Partial<GivenInstruction>) =>
  instruction({ actionId: ACTION, enforced: false, ofRoom: true, ...fields });

describe('a call for somebody in a room that the vendor refuses for certain', () => {
  it.each<[string, Refusing]>([
    [
      'would set what is set once',
      { call: { audio: 'DISABLED', durationMs: HOUR_MS }, known: person([own({ audio: 'DISABLED' })], {}) },
    ],
    [
      'would bring back what had been undone',
      {
        call: { audio: 'ENABLED', frees: true },
        known: person([instruction({ audio: 'DISABLED', enforced: false })], {}, calledAt(1_000, {})),
      },
    ],
    [
      'would unmute somebody who is not muted',
      { call: { audio: 'ENABLED' }, known: person([own({ audio: 'ENABLED', timed: false })], {}) },
    ],
  ])('is made once if it %s', async (_, made) => {
    const { clock, world } = refusing(made);
    await clock.run(HOUR_MS);
    expect(world).toEqual({
      tries: [0],
      row: { state: 'FAILED', dueAt: undefined, unseenIn: undefined },
      givenUp: 0,
      logged: [],
    });
  });

  it('is left to whatever enforces, if it is enforced', async () => {
    const known = person([own({ audio: 'DISABLED', enforced: true })], {});
    const { clock, world } = refusing({ call: { audio: 'DISABLED', enforced: true }, known });
    await clock.run(HOUR_MS);
    expect(world.tries).toEqual([0]);
    expect(world.row).toEqual({ state: 'FAILED', dueAt: undefined, unseenIn: 'room/1400188366/7' });
  });

  it.each<[string, Refusing]>([
    [
      'of an action that frees everybody',
      { call: { audio: 'ENABLED', frees: true }, known: person([], {}, MUTED) },
    ],
    [
      'of a newer mute, for somebody whom that leaves out',
      { call: { audio: 'DISABLED', durationMs: HOUR_MS }, frees: true, known: person([], {}, MUTED) },
    ],
    [
      'of an action that unmutes everybody',
      {
        call: { audio: 'ENABLED' },
        known: person([own({ audio: 'ENABLED', timed: false })], {}, MUTED),
      },
    ],
    [
      'of an action that was asked for days before the gateway began',
      {
        call: { audio: 'ENABLED', frees: true },
        known: person([], {}, MUTED),
        askedBeforeMs: 48 * HOUR_MS,
      },
    ],
  ])('is tried again for a day if it would free somebody, and then the log says so: %s', async (_, made) => {
    const { clock, world } = refusing(made);
    await clock.run(23 * HOUR_MS);
    expect(world).toMatchObject({
      row: { state: 'FAILED', dueAt: expect.any(Number) },
      givenUp: 0,
      logged: [],
    });
    await clock.run(25 * HOUR_MS);
    expect(world.tries.slice(0, 4).map((at) => Math.floor(at / 500))).toEqual([0, 2, 4, 6]);
    const lastPauses = world.tries.slice(-100).map((at, index, all) => at - (all[index - 1] ?? at));
    expect(Math.max(...lastPauses)).toBeGreaterThan(299_000);
    expect(Math.max(...lastPauses)).toBeLessThan(301_000);
    expect(world.tries.at(-1)).toBeGreaterThan(23.9 * HOUR_MS);
    expect(world.tries.at(-1)).toBeLessThan(24.1 * HOUR_MS);
    expect(world).toMatchObject({ row: { state: 'FAILED', dueAt: undefined }, givenUp: 1 });
    expect(world.logged).toEqual([
      expect.objectContaining({ actionId: ACTION, userId: 'ben', code: 'VENDOR_PERMISSION_DENIED' }),
    ]);
  });
});
