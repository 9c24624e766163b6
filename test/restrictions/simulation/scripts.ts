import fc from 'fast-check';
import { TIMEOUT_MS } from './simulated-gateway.js';
import type { Fate } from './simulated-vendor.js';
import { ROOMS, type Script, type Step } from './world.js';

const REFUSALS = [
  'LimitExceeded',
  'UnauthorizedOperation',
  'ServiceUnavailable',
  'RequestLimitExceeded',
  'ResourceInUse',
];

const person = fc.record({ room: fc.nat(ROOMS.length - 1), user: fc.nat(1) });
const anySwitch = fc.constantFrom('ENABLED', 'DISABLED', 'DISABLED') as fc.Arbitrary<'ENABLED' | 'DISABLED'>;
const says = fc.oneof(
  fc.record({
    state: fc.constantFrom('AUDIO_VIDEO_ENABLED', 'AUDIO_VIDEO_DISABLED', 'AUDIO_DISABLED', 'VIDEO_DISABLED'),
  }),
  fc.record({ audio: anySwitch }),
  fc.record({ video: anySwitch }),
  fc.record({ audio: anySwitch, video: anySwitch }),
);
/** Some are judged while they are in force. */
const duration = fc.option(
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 20 }) },
    { weight: 1, arbitrary: fc.constant(3_600) },
  ),
  { nil: undefined },
);

const enforce = fc.constantFrom(false, false, true);

type Kind<K extends Step['kind']> = Omit<Extract<Step, { kind: K }>, 'afterMs' | 'gateway'>;
const say: fc.Arbitrary<Kind<'say'>> = fc.record({
  kind: fc.constant('say' as const),
  person,
  says: says as fc.Arbitrary<Kind<'say'>['says']>,
  durationSeconds: duration,
  enforce,
});
const sayRoom: fc.Arbitrary<Kind<'say-room'>> = fc.record({
  kind: fc.constant('say-room' as const),
  room: fc.nat(ROOMS.length - 1),
  says: says as fc.Arbitrary<Kind<'say-room'>['says']>,
  except: fc.constantFrom([], [], [0], [1], [0, 1]),
  durationSeconds: duration,
  enforce,
});
const dismiss = fc.record({ kind: fc.constant('dismiss' as const), room: fc.nat(ROOMS.length - 1) });
const choice = <K extends 'lift' | 'undo'>(kind: K) =>
  fc.record({ kind: fc.constant(kind), which: fc.nat(9) });
const remove = fc.record({ kind: fc.constant('remove' as const), person });
/** Once, late, repeatedly or not at all. */
const told = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom([5], [50]) },
  { weight: 2, arbitrary: fc.constantFrom([3_000], [5, 6], [5, 3_000], [12_000, 40]) },
  { weight: 1, arbitrary: fc.constant([]) },
);
const role = fc.constantFrom('ANCHOR' as const, 'ANCHOR' as const, 'AUDIENCE' as const);
const medium = fc.constantFrom('audio' as const, 'video' as const);
const move = fc.oneof(
  fc.record({ kind: fc.constant('leave' as const), person, told }),
  fc.record({ kind: fc.constant('enter' as const), person, role, told }),
  fc.record({ kind: fc.constant('role' as const), person, role, told }),
  fc.record({
    kind: fc.constantFrom('publish' as const, 'publish' as const, 'stop' as const),
    person,
    medium,
    told,
  }),
);
/** Longer than actions are recovered, and than plain states are kept. */
const LONG_DOWN_MS = [700_000, 13 * 3_600_000];
const crash = fc.record({
  kind: fc.constant('crash' as const),
  downMs: fc.constantFrom(1, 100, 2_000, 30_000, ...LONG_DOWN_MS),
});
const wait = fc.record({ kind: fc.constant('wait' as const) });

const step: fc.Arbitrary<Step> = fc
  .record({
    timing: fc.record({
      afterMs: fc.oneof(
        { weight: 4, arbitrary: fc.integer({ min: 0, max: 40 }) },
        { weight: 3, arbitrary: fc.integer({ min: 40, max: 1_500 }) },
        { weight: 1, arbitrary: fc.integer({ min: 1_500, max: 30_000 }) },
      ),
      gateway: fc.nat(1),
    }),
    what: fc.oneof(
      { weight: 10, arbitrary: say },
      { weight: 4, arbitrary: sayRoom },
      { weight: 2, arbitrary: choice('lift') },
      { weight: 3, arbitrary: choice('undo') },
      { weight: 1, arbitrary: remove },
      { weight: 1, arbitrary: dismiss },
      { weight: 4, arbitrary: move },
      { weight: 1, arbitrary: crash },
      { weight: 1, arbitrary: wait },
    ),
  })
  .map(({ timing, what }) => ({ ...timing, ...what }) as Step);

const there = fc.constantFrom(1, 5, 40, 300);
const executes = fc.constantFrom('never' as const, 'before' as const, 'after' as const);
const lateMs = fc.integer({ min: 1, max: TIMEOUT_MS - 1 });
const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('answered' as const), there, back: there }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('refused' as const),
      there,
      back: there,
      code: fc.constantFrom(...REFUSALS),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('undecided' as const),
      there,
      back: there,
      executes: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unreachable' as const), there }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('cut' as const), there, executes, lateMs }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('silent' as const), there, executes, lateMs }) },
);

/** Anything that can happen, in any order. */
export function scripts(maxSteps: number): fc.Arbitrary<Script> {
  const any = fc.record({
    gateways: fc.constantFrom(1, 2),
    steps: fc.array(step, { minLength: 1, maxLength: maxSteps }),
    fates: fc.array(fate, { maxLength: 25 }),
    latencies: fc.array(fc.constantFrom(0, 1, 2, 15), { minLength: 1, maxLength: 7 }),
    blocksOutliveLeaving: fc.boolean(),
  });
  // Another gateway would look at everything twice a second meanwhile.
  return any.map((script) =>
    script.gateways === 1 ? script : { ...script, steps: script.steps.map(soonBack) },
  );
}

function soonBack(step: Step): Step {
  return step.kind === 'crash' ? { ...step, downMs: Math.min(step.downMs, 30_000) } : step;
}
