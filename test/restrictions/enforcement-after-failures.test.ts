import { describe, expect, it } from 'vitest';
import { journalUnavailable } from '../../src/errors/journal-errors.js';
import { overBefore } from '../../src/errors/undo-errors.js';
import { Enforcement, type EnforcementInput } from '../../src/restrictions/enforcement.js';
import type { PersonMedia } from '../../src/restrictions/person-media.js';
import { SimulatedClock } from '../vendors/calling/simulated-clock.js';
import { calledAt, instruction, person, T } from './known-people.js';

const APP = 1400188366;
const BEN = { applicationId: APP, room: { roomId: 7 }, userId: 'ben', kind: 'audio-started' };
const timed = instruction({ audio: 'DISABLED', enforced: false });
/** Publishes a minute after the vendor had disabled the audio, for a time only. */
const VIOLATES = person([timed], { audio: 60_000 }, calledAt(1_000));
const HOLDS = person([timed], { audio: 60_000 }, calledAt(61_000));

/** What enforces, with a database and a vendor that fail when they are told to. Nobody but `notice` tells of people. */
function enforcing(known: PersonMedia) {
  const clock = new SimulatedClock();
  const breaker = { blocks: false, state: 'CLOSED' };
  const world = {
    known,
    /** What comes of the actions, the first first. Then they are carried out. */
    answers: [] as (() => unknown)[],
    isDatabaseDown: false,
    reads: 0,
    performed: [] as EnforcementInput[],
    counted: 0,
  };
  const read = async <Of>(what: Of): Promise<Of> => {
    world.reads += 1;
    if (world.isDatabaseDown) throw new Error('the database is down');
    return what;
  };
  const people = {
    now: T,
    among: (targets: unknown) => read(targets),
    unseen: () => read([]),
    seen: async () => {},
    read: () => read(() => world.known),
  };
  const perform = async (input: EnforcementInput) => {
    world.performed.push(input);
    const answer = world.answers.shift();
    if (answer) return answer();
    world.known = HOLDS;
    return {};
  };
  const enforcement = new Enforcement({
    people: people as never,
    trtc: { breaker, callbacks: true, applicationIds: [APP], callsPerSecond: 20, region: 'r' } as never,
    clock,
    perform,
    outage: { failed() {}, succeeded() {} } as never,
    watch: { showWaiting() {}, ended() {}, violated: () => (world.counted += 1) } as never,
  });
  enforcement.start();
  return { clock, breaker, world, notice: () => enforcement.notice([BEN as never]) };
}

describe('a violation of what is not enforced', () => {
  it('is answered when the vendor may be called again, if it comes while it may not', async () => {
    const { clock, breaker, world, notice } = enforcing(VIOLATES);
    breaker.blocks = true;
    notice();
    await clock.run(60_000);
    expect(world.performed).toEqual([]);
    // Nothing is read for them meanwhile.
    expect(world.reads).toBe(2);
    breaker.blocks = false;
    await clock.run(1_100);
    expect(world.performed).toMatchObject([{ userId: 'ben', audio: 'DISABLED', violated: ['restriction'] }]);
    await clock.run(60_000);
    expect(world.performed).toHaveLength(1);
  });

  it('is answered when the database is there again, if it comes while it is not', async () => {
    const { clock, world, notice } = enforcing(VIOLATES);
    world.isDatabaseDown = true;
    notice();
    await clock.run(10_000);
    expect(world.reads).toBeLessThan(30);
    world.isDatabaseDown = false;
    await clock.run(1_100);
    expect(world.performed).toHaveLength(1);
  });

  it.each<[string, () => unknown]>([
    ['is refused', () => journalUnavailable()],
    ['ends in a fault', () => Promise.reject(new Error('the connection to the database is cut'))],
  ])('is answered when its first try %s and the vendor may not be called after that', async (_, first) => {
    const { clock, breaker, world, notice } = enforcing(VIOLATES);
    world.answers.push(() => {
      breaker.blocks = true;
      return first();
    });
    notice();
    await clock.run(10_000);
    expect(world.performed).toHaveLength(1);
    breaker.blocks = false;
    await clock.run(1_100);
    expect(world.performed).toHaveLength(2);
    expect(world.counted).toBe(1);
  });

  it('is not answered if it is over by then', async () => {
    const { clock, breaker, world, notice } = enforcing(VIOLATES);
    breaker.blocks = true;
    notice();
    await clock.run(10_000);
    world.known = HOLDS;
    breaker.blocks = false;
    await clock.run(10_000);
    expect(world.performed).toEqual([]);
  });
});

describe('tries to enforce that fail', () => {
  const enforced = instruction({ audio: 'DISABLED' });
  const CAME = person([enforced], { cameAt: 30_000 }, calledAt(1_000));
  const CAME_AND_VIOLATES = person([enforced], { audio: 60_000 }, calledAt(1_000));
  const IS_MET = person([enforced], { audio: 60_000 }, calledAt(61_000));
  const HOUR_MS = 3_600_000;

  it.each<[string, (made: ReturnType<typeof enforcing>) => (() => unknown)[]]>([
    [
      'what asked for them was lifted',
      ({ world }) => [
        journalUnavailable,
        () => {
          world.known = IS_MET;
          return overBefore('a lift');
        },
      ],
    ],
    [
      'the vendor could not be called',
      ({ breaker }) => [
        () => {
          breaker.blocks = true;
          return journalUnavailable();
        },
      ],
    ],
  ])(
    'are forgotten after %s, so hours later the next one is soon followed by another',
    async (_, answers) => {
      const made = enforcing(CAME);
      const { clock, breaker, world, notice } = made;
      world.answers.push(...answers(made));
      notice();
      await clock.run(1_500);
      world.known = IS_MET;
      await clock.run(1_000);
      breaker.blocks = false;
      await clock.run(3 * HOUR_MS);
      const before = world.performed.length;
      world.known = CAME_AND_VIOLATES;
      world.answers.push(journalUnavailable);
      notice();
      await clock.run(1_200);
      expect(world.performed).toHaveLength(before + 2);
      expect(world.counted).toBe(1);
    },
  );

  it('count a violation that comes while they fail, and count it once', async () => {
    const { clock, world, notice } = enforcing(CAME);
    world.answers.push(...Array.from({ length: 4 }, () => journalUnavailable));
    notice();
    await clock.run(500);
    expect(world.performed).toHaveLength(1);
    world.known = CAME_AND_VIOLATES;
    await clock.run(60_000);
    expect(world.performed).toHaveLength(5);
    expect(world.counted).toBe(1);
  });
});
