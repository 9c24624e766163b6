import { describe, expect, it } from 'vitest';
import { scriptRunner } from './simulation/faults-of.js';
import { GOOD } from './simulation/simulated-vendor.js';
import type { Script, Step } from './simulation/world.js';

const faultsOf = scriptRunner();

const ANNA = { room: 0, user: 0 };
const BEN = { room: 0, user: 1 };
const REFUSED = { kind: 'refused', there: 1, back: 1, code: 'LimitExceeded' } as const;
/** Refused for certain. */
const NOT_ALLOWED = { kind: 'refused', there: 5, back: 1, code: 'UnauthorizedOperation' } as const;
/** Longer than an action waits for the journal. */
const TOO_LONG_MS = 12_000;
const SLOW = { kind: 'answered', there: 40, back: 1 } as const;
type Kinds<Of> = Of extends Step ? Omit<Of, 'afterMs' | 'gateway'> : never;
const at = (afterMs: number, what: Kinds<Step>): Step => ({ afterMs, gateway: 0, ...what });

/** A second enforced mute of the room says more for anna. */
const MUTED_MORE = [
  at(0, { kind: 'say-room', room: 0, says: { audio: 'DISABLED' }, except: [], enforce: true }),
  at(3_000, {
    kind: 'say-room',
    room: 0,
    says: { state: 'AUDIO_VIDEO_DISABLED' },
    except: [1],
    enforce: true,
  }),
];

/** Short forms of scripts of the property test that ended wrongly, each of which is about one fault. */
const SCRIPTS: Record<string, Pick<Script, 'steps'> & Partial<Script>> = {
  'whoever was about to be muted when the mute of the room was lifted is not muted': {
    steps: [
      at(0, { kind: 'say-room', room: 0, says: { audio: 'DISABLED' }, except: [] }),
      at(40, { kind: 'say', person: ANNA, says: { video: 'ENABLED' } }),
      at(0, { kind: 'lift', which: 0 }),
    ],
    fates: [SLOW],
    latencies: [2, 15, 0, 2],
  },
  'whoever was about to be muted when the room was muted without them is not muted': {
    steps: [
      at(0, { kind: 'say-room', room: 0, says: { audio: 'DISABLED' }, except: [] }),
      at(12, { kind: 'say-room', room: 0, says: { audio: 'DISABLED' }, except: [1] }),
    ],
    fates: [SLOW],
  },
  'a mute of the room ends by itself after a newer one that had replaced it was undone': {
    steps: [
      at(0, { kind: 'say-room', room: 0, says: { video: 'DISABLED' }, except: [], durationSeconds: 5 }),
      at(500, { kind: 'say-room', room: 0, says: { video: 'DISABLED' }, except: [] }),
      at(500, { kind: 'undo', which: 0 }),
    ],
  },
  'a mute of the room ends by itself after its undo was undone': {
    steps: [
      at(0, { kind: 'say-room', room: 0, says: { video: 'DISABLED' }, except: [], durationSeconds: 5 }),
      at(500, { kind: 'undo', which: 0 }),
      at(500, { kind: 'undo', which: 0 }),
    ],
  },
  'whoever comes back twice is muted twice, and not more often because the vendor repeats itself': {
    steps: [
      at(0, { kind: 'say', person: ANNA, says: { audio: 'DISABLED' }, enforce: true }),
      at(500, { kind: 'leave', person: ANNA, told: [5] }),
      at(500, { kind: 'enter', person: ANNA, role: 'ANCHOR', told: [5, 6, 3_000] }),
      at(5_000, { kind: 'leave', person: ANNA, told: [5, 6, 3_000] }),
      at(5_000, { kind: 'enter', person: ANNA, role: 'ANCHOR', told: [5, 6, 3_000] }),
    ],
  },
  'whoever was away when a mute of the room ended is not muted when they come back': {
    steps: [
      at(0, { kind: 'say-room', room: 0, says: { audio: 'DISABLED' }, except: [], durationSeconds: 3 }),
      at(500, { kind: 'leave', person: ANNA, told: [5] }),
      at(5_000, { kind: 'enter', person: ANNA, role: 'ANCHOR', told: [5] }),
    ],
    blocksOutliveLeaving: true,
  },
  'whoever was away when a mute of the room was lifted is not muted when they come back': {
    steps: [
      at(0, { kind: 'say-room', room: 0, says: { audio: 'DISABLED' }, except: [], durationSeconds: 20 }),
      at(500, { kind: 'leave', person: ANNA, told: [5] }),
      at(500, { kind: 'lift', which: 0 }),
      at(500, { kind: 'enter', person: ANNA, role: 'ANCHOR', told: [5] }),
    ],
    blocksOutliveLeaving: true,
  },
  'whoever was not muted with the room is muted later, where the journal was slow to record that': {
    steps: [
      at(0, { kind: 'say-room', room: 0, says: { audio: 'DISABLED' }, except: [], enforce: true }),
      at(20_000, { kind: 'wait' }),
    ],
    fates: [...Array.from({ length: 8 }, () => REFUSED), GOOD],
    outcomesTake: [0, TOO_LONG_MS, TOO_LONG_MS],
  },
  'whoever came back while nothing had to be set is muted with the room later': {
    steps: [
      at(0, { kind: 'say-room', room: 0, says: { audio: 'DISABLED' }, except: [], enforce: true }),
      at(500, { kind: 'leave', person: ANNA, told: [5] }),
      at(500, { kind: 'say-room', room: 0, says: { audio: 'ENABLED' }, except: [] }),
      at(500, { kind: 'enter', person: ANNA, role: 'ANCHOR', told: [5] }),
      at(3_000, { kind: 'say-room', room: 0, says: { audio: 'DISABLED' }, except: [], enforce: true }),
    ],
  },
  'whoever came back under another mute is muted when that is lifted': {
    steps: [
      at(0, { kind: 'say', person: ANNA, says: { video: 'DISABLED' }, enforce: true }),
      at(500, { kind: 'leave', person: ANNA, told: [5] }),
      at(500, { kind: 'say-room', room: 0, says: { video: 'DISABLED' }, except: [] }),
      at(500, { kind: 'enter', person: ANNA, role: 'ANCHOR', told: [5] }),
      at(3_000, { kind: 'lift', which: 1 }),
    ],
  },
  'whoever has to be muted while another mute of theirs is over is not tried again and again for the one that is over':
    {
      gateways: 2,
      steps: [
        at(0, { kind: 'say', person: BEN, says: { audio: 'DISABLED' }, durationSeconds: 1 }),
        at(10, { kind: 'say', person: BEN, says: { video: 'DISABLED' }, durationSeconds: 20, enforce: true }),
      ],
      fates: [{ kind: 'undecided', there: 40, back: 5, executes: false }],
      latencies: [2, 1, 2, 2, 15, 15, 0],
      blocksOutliveLeaving: true,
    },
  'whoever was muted when the room was dismissed is not muted when they come back': {
    steps: [
      at(0, { kind: 'say-room', room: 0, says: { audio: 'DISABLED' }, except: [], durationSeconds: 20 }),
      at(500, { kind: 'dismiss', room: 0 }),
      at(500, { kind: 'enter', person: ANNA, role: 'ANCHOR', told: [5] }),
    ],
    blocksOutliveLeaving: true,
  },
  'a mute whose end the vendor did not answer ends for certain, also where what was in doubt has been set again before':
    {
      steps: [
        at(40, { kind: 'say', person: ANNA, says: { video: 'ENABLED' } }),
        at(16_510, {
          kind: 'say',
          person: ANNA,
          says: { video: 'DISABLED' },
          durationSeconds: 1,
          enforce: true,
        }),
      ],
      fates: [{ kind: 'silent', there: 1, executes: 'never', lateMs: 1 }],
      latencies: [0],
    },
  'whoever the vendor refuses to mute for certain is tried again, if the room is muted more since they were':
    {
      steps: [...MUTED_MORE],
      fates: [GOOD, GOOD, NOT_ALLOWED, GOOD, GOOD],
    },
  'whoever the vendor refuses to mute more with the room is tried again, also by the gateway that comes after':
    {
      steps: [...MUTED_MORE, at(500, { kind: 'crash', downMs: 1_000 })],
      fates: [GOOD, GOOD, ...Array.from({ length: 4 }, () => NOT_ALLOWED), GOOD],
    },
  ...Object.fromEntries(
    (['undo', 'lift'] as const).map((kind) => [
      `whoever the vendor refuses to free is tried again after the ${kind} of a mute of the room`,
      {
        steps: [
          at(0, { kind: 'say-room', room: 0, says: { audio: 'DISABLED' }, except: [], durationSeconds: 600 }),
          at(1_500, { kind, which: 0 }),
        ],
        fates: [GOOD, GOOD, NOT_ALLOWED, NOT_ALLOWED, GOOD],
      },
    ]),
  ),
  'whoever the vendor refuses to free when the time of a mute of the room is over is tried again, also after a crash':
    {
      steps: [
        at(0, { kind: 'say-room', room: 0, says: { audio: 'DISABLED' }, except: [], durationSeconds: 2 }),
        at(2_700, { kind: 'crash', downMs: 1_000 }),
      ],
      fates: [GOOD, GOOD, NOT_ALLOWED, NOT_ALLOWED, GOOD],
    },
  'whoever a newer mute of the room leaves out is freed, if the vendor refuses that first': {
    steps: [
      at(0, { kind: 'say-room', room: 0, says: { audio: 'DISABLED' }, except: [] }),
      at(1_500, { kind: 'say-room', room: 0, says: { audio: 'DISABLED' }, except: [1] }),
    ],
    fates: [GOOD, GOOD, NOT_ALLOWED, NOT_ALLOWED, GOOD],
  },
};

describe('what once ended wrongly', () => {
  it.each(Object.entries(SCRIPTS))('%s', async (_, script) => {
    const usual = { gateways: 1, fates: [GOOD], latencies: [1], blocksOutliveLeaving: false };
    expect(await faultsOf({ ...usual, ...script })).toEqual([]);
  });
});
