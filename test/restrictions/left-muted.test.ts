import { describe, expect, it } from 'vitest';
import { scriptRunner } from './simulation/faults-of.js';
import { type Fate, GOOD } from './simulation/simulated-vendor.js';
import type { Script, Step } from './simulation/world.js';

const faultsOf = scriptRunner();

const ANNA = { room: 0, user: 0 };
const AUDIO_OFF = { audio: 'DISABLED' } as const;
const ALL_OFF = { state: 'AUDIO_VIDEO_DISABLED' } as const;
const ALL_ON = { state: 'AUDIO_VIDEO_ENABLED' } as const;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Pending actions are not recovered after ten minutes. */
const LATE_MS = 11 * MINUTE_MS;
const DAY_AND_MORE_MS = 25 * HOUR_MS;

/** Refused for certain. */
const NOT_ALLOWED: Fate = { kind: 'refused', there: 5, back: 1, code: 'UnauthorizedOperation' };
const LATE_REFUSAL: Fate = { ...NOT_ALLOWED, there: 300 };
const FOR_NOW: Fate = { kind: 'refused', there: 1, back: 1, code: 'LimitExceeded' };
const UNREACHABLE: Fate = { kind: 'unreachable', there: 1 };
const LOST: Fate = { kind: 'cut', there: 5, executes: 'never', lateMs: 1 };
const SILENT: Fate = { kind: 'silent', there: 5, executes: 'never', lateMs: 1 };
const times = (count: number, fate: Fate) => Array.from({ length: count }, () => fate);

type Kinds<Of> = Of extends Step ? Omit<Of, 'afterMs' | 'gateway'> : never;
type What<Kind> = Partial<Omit<Extract<Step, { kind: Kind }>, 'kind' | 'says'>>;
const at = (afterMs: number, what: Kinds<Step>): Step => ({ afterMs, gateway: 0, ...what });
const say = (says: object, more: What<'say'> = {}) =>
  ({ kind: 'say', person: ANNA, says, ...more }) as Kinds<Step>;
const sayRoom = (says: object, more: What<'say-room'> = {}) =>
  ({ kind: 'say-room', room: 0, says, except: [], ...more }) as Kinds<Step>;
const LIFT = { kind: 'lift', which: 0 } as const;
const LEAVE = { kind: 'leave', person: ANNA, told: [5] } as const;
const REMOVE = { kind: 'remove', person: ANNA } as const;
const enter = (role: 'ANCHOR' | 'AUDIENCE' = 'ANCHOR') =>
  ({ kind: 'enter', person: ANNA, role, told: [5] }) as const;
const WAIT = { kind: 'wait' } as const;
const down = (downMs: number) => ({ kind: 'crash', downMs }) as const;

/** Ways in which somebody stayed muted, or unmuted, for good. */
const SCRIPTS: Record<string, Pick<Script, 'steps'> & Partial<Script>> = {
  'a room is lifted after so long that what was sent is about to be forgotten, while the vendor is unreachable':
    {
      steps: [
        at(0, sayRoom(AUDIO_OFF, { durationSeconds: 86_400 })),
        at(1_000, down(13 * HOUR_MS)),
        ...[0, 1, 0, 1].map((user, index) =>
          at(index === 0 ? 9_000 : 0, say(ALL_ON, { person: { room: 1, user } })),
        ),
        at(900, LIFT),
        at(20_000, WAIT),
      ],
      fates: [GOOD, GOOD, ...times(10, UNREACHABLE), ...times(40, GOOD)],
    },
  'nobody is there to free them for a day after the lift of a room': {
    steps: [
      at(0, sayRoom(AUDIO_OFF, { durationSeconds: 200_000 })),
      at(1_000, LIFT),
      at(100, down(DAY_AND_MORE_MS)),
      at(3_000, WAIT),
    ],
    fates: [GOOD, GOOD, ...times(4, FOR_NOW), GOOD],
  },
  'nobody is there to end a mute for a day, and the vendor refuses that for now': {
    steps: [
      at(0, say(AUDIO_OFF, { durationSeconds: 20 })),
      at(1_000, down(DAY_AND_MORE_MS)),
      at(3_000, WAIT),
    ],
    fates: [GOOD, FOR_NOW, GOOD],
  },
  'somebody who was removed comes back before a mute of the room ends': {
    steps: [
      at(0, sayRoom(AUDIO_OFF, { durationSeconds: 6 })),
      at(1_000, REMOVE),
      at(1_000, enter()),
      at(9_000, WAIT),
    ],
    blocksOutliveLeaving: true,
  },
  'somebody who was removed comes back before a mute of the room is lifted': {
    steps: [
      at(0, sayRoom(AUDIO_OFF, { durationSeconds: 600 })),
      at(1_000, REMOVE),
      at(1_000, enter()),
      at(5_000, LIFT),
      at(3_000, WAIT),
    ],
    blocksOutliveLeaving: true,
  },
  'somebody who was removed listens when a mute of the room is lifted, and then becomes an anchor': {
    steps: [
      at(0, sayRoom(AUDIO_OFF, { enforce: true })),
      at(1_000, REMOVE),
      at(1_000, enter('AUDIENCE')),
      at(5_000, LIFT),
      at(1_000, { kind: 'role', person: ANNA, role: 'ANCHOR', told: [5] }),
      at(3_000, WAIT),
    ],
    blocksOutliveLeaving: true,
  },
  'somebody comes back whom another mute of the room leaves out, before the first one is lifted': {
    steps: [
      at(0, sayRoom(AUDIO_OFF, { durationSeconds: 600 })),
      at(500, sayRoom({ video: 'DISABLED' }, { enforce: true, except: [0] })),
      at(500, LEAVE),
      at(500, enter()),
      at(5_000, LIFT),
      at(3_000, WAIT),
    ],
    blocksOutliveLeaving: true,
  },
  'the gateway dies while a mute ends, and is down for longer than actions are recovered': {
    steps: [at(0, say(AUDIO_OFF, { durationSeconds: 2 })), at(2_600, down(LATE_MS)), at(3_000, WAIT)],
    fates: [GOOD, SILENT, GOOD],
  },
  'both gateways die while a mute ends, and are down for longer than actions are recovered': {
    gateways: 2,
    steps: [
      at(0, say(AUDIO_OFF, { durationSeconds: 2 })),
      at(2_600, down(LATE_MS)),
      at(1, down(LATE_MS)),
      at(3_000, WAIT),
    ],
    fates: [GOOD, SILENT, GOOD],
  },
  'the gateway dies while a mute is lifted, and is down for longer than actions are recovered': {
    steps: [
      at(0, say(AUDIO_OFF, { durationSeconds: 20_000 })),
      at(1_000, LIFT),
      at(100, down(LATE_MS)),
      at(3_000, WAIT),
    ],
    fates: [GOOD, SILENT, GOOD],
  },
  'the gateway dies while people are freed of a mute of the room, and is down for as long': {
    steps: [
      at(0, sayRoom(AUDIO_OFF, { durationSeconds: 20_000 })),
      at(1_000, LIFT),
      at(100, down(LATE_MS)),
      at(3_000, WAIT),
    ],
    fates: [GOOD, GOOD, SILENT, SILENT, GOOD],
  },
  'the answer to the end of a mute is lost, and then the vendor refuses for longer than what is in doubt is sent again':
    {
      steps: [at(0, say(AUDIO_OFF, { durationSeconds: 2 })), at(14 * MINUTE_MS, WAIT)],
      fates: [GOOD, LOST, ...times(300, NOT_ALLOWED)],
    },
  'the vendor is silent to the end of a mute for longer than what is in doubt is sent again': {
    steps: [at(0, say(AUDIO_OFF, { durationSeconds: 2 })), at(14 * MINUTE_MS, WAIT)],
    fates: [GOOD, ...times(300, SILENT)],
  },
  'the answer to freeing somebody after a mute of the room is lost, and then the vendor refuses for as long':
    {
      steps: [
        at(0, sayRoom(AUDIO_OFF, { durationSeconds: 20_000 })),
        at(1_000, LIFT),
        at(14 * MINUTE_MS, WAIT),
      ],
      fates: [GOOD, GOOD, LOST, ...times(300, NOT_ALLOWED)],
    },
  'the answer to a second enforced mute of the room is lost, and then the vendor refuses for as long': {
    steps: [
      at(0, { kind: 'publish', person: ANNA, medium: 'video', told: [5] }),
      at(3_000, sayRoom(AUDIO_OFF, { enforce: true })),
      at(3_000, sayRoom(ALL_OFF, { enforce: true })),
      at(16 * MINUTE_MS, WAIT),
    ],
    fates: [GOOD, GOOD, LOST, ...times(38, NOT_ALLOWED), ...times(40, GOOD)],
  },
  'the answer to an enforced mute of somebody is lost, and then the vendor refuses for as long': {
    steps: [at(0, say(AUDIO_OFF, { enforce: true })), at(16 * MINUTE_MS, WAIT)],
    fates: [LOST, ...times(19, NOT_ALLOWED), ...times(40, GOOD)],
  },
  'the answer to the undo of a mute is lost, and then the vendor refuses for as long': {
    steps: [
      at(0, say(AUDIO_OFF, { durationSeconds: 900 })),
      at(1_500, { kind: 'undo', which: 0 }),
      at(16 * MINUTE_MS, WAIT),
    ],
    fates: [GOOD, LOST, ...times(38, NOT_ALLOWED), ...times(40, GOOD)],
  },
  'a mute of the room is lifted while a plain mute of somebody is asked for that the vendor then refuses': {
    steps: [
      at(0, sayRoom(ALL_OFF, { durationSeconds: 600 })),
      at(1_500, say(ALL_OFF)),
      at(3, LIFT),
      at(3_000, WAIT),
    ],
    fates: [GOOD, GOOD, LATE_REFUSAL, GOOD],
  },
  'a room is muted while a plain unmute of somebody is asked for that the vendor then refuses': {
    steps: [at(0, sayRoom(ALL_OFF, { durationSeconds: 3_600 })), at(3, say(ALL_ON)), at(3_000, WAIT)],
    fates: [LATE_REFUSAL, ...times(9, GOOD)],
  },
  'the lift of a mute whose calls are still to be made is not recorded in time': {
    steps: [at(0, sayRoom(AUDIO_OFF, { durationSeconds: 3_600 })), at(50, LIFT), at(20_000, WAIT)],
    fates: [FOR_NOW, FOR_NOW, ...times(40, GOOD)],
    intentsTake: [0, 0, 0, 7_000],
  },
  'a newer state of a room whose calls are still to be made is not recorded in time': {
    steps: [
      at(0, sayRoom(AUDIO_OFF, { durationSeconds: 3_600 })),
      at(50, sayRoom({ audio: 'ENABLED' })),
      at(20_000, WAIT),
    ],
    fates: [FOR_NOW, FOR_NOW, ...times(40, GOOD)],
    intentsTake: [0, 0, 0, 7_000],
  },
  'an unmute of somebody is not recorded in time while the room is muted': {
    steps: [at(0, sayRoom(ALL_OFF, { durationSeconds: 3_600 })), at(3, say(ALL_ON)), at(20_000, WAIT)],
    intentsTake: [0, 7_000],
  },
  'the vendor refuses to unmute everybody once': {
    steps: [
      at(0, sayRoom(AUDIO_OFF, { enforce: true })),
      at(1_500, sayRoom({ audio: 'ENABLED' })),
      at(3_000, WAIT),
    ],
    fates: [GOOD, GOOD, NOT_ALLOWED, NOT_ALLOWED, GOOD],
  },
  ...Object.fromEntries(
    [{ durationSeconds: 600 }, { enforce: true }].map((more) => [
      `everybody is unmuted while somebody is away whom a mute of the room had muted, with ${JSON.stringify(more)}`,
      {
        steps: [
          at(0, sayRoom(AUDIO_OFF, more)),
          at(500, LEAVE),
          at(500, sayRoom({ audio: 'ENABLED' })),
          at(500, enter()),
          at(3_000, WAIT),
        ],
        blocksOutliveLeaving: true,
      },
    ]),
  ),
  ...Object.fromEntries(
    [sayRoom(AUDIO_OFF, { enforce: true }), say(AUDIO_OFF, { enforce: true })].map((mute) => [
      `a mute is lifted while the undo of its undo is asked for: ${mute.kind}`,
      {
        gateways: 2,
        steps: [
          at(0, mute),
          at(1_500, { kind: 'undo', which: 0 }),
          { ...at(1_500, { kind: 'undo', which: 0 }), gateway: 1 },
          at(6, LIFT),
          at(3_000, WAIT),
        ],
        latencies: [0, 1, 2, 15],
      },
    ]),
  ),
};

describe('the vendor has what holds in the end, where', () => {
  it.each(Object.entries(SCRIPTS))('%s', async (_, script) => {
    const usual = { gateways: 1, fates: [GOOD], latencies: [1], blocksOutliveLeaving: false };
    expect(await faultsOf({ ...usual, ...script })).toEqual([]);
  });
});
