import { describe, expect, it } from 'vitest';
import { worldRunner } from './simulation/faults-of.js';
import { GOOD } from './simulation/simulated-vendor.js';
import { faultsIn } from './simulation/verdict.js';
import type { Script, Step, World } from './simulation/world.js';

const ANNA = { room: 0, user: 0 };
type Kinds<Of> = Of extends Step ? Omit<Of, 'afterMs' | 'gateway'> : never;
const at = (afterMs: number, what: Kinds<Step>, gateway = 0): Step => ({ afterMs, gateway, ...what });
const muteAnna = { kind: 'say', person: ANNA, says: { audio: 'DISABLED' }, enforce: true } as const;
const muteAll = {
  kind: 'say-room',
  room: 0,
  says: { audio: 'DISABLED' },
  except: [],
  enforce: true,
} as const;
const leave = { kind: 'leave', person: ANNA, told: [5] } as const;
const enter = { kind: 'enter', person: ANNA, role: 'ANCHOR', told: [5] } as const;

/** When Anna's state was sent, what the gateway has done by itself because of what, and what is wrong. */
async function judge(world: World) {
  const sentAt = world.vendor.attempts.filter(({ userId }) => userId === 'anna').map((call) => call.sentAt);
  const actions = world.journal.read<{ id: string; cause: string | null; status: string; attempts: number }>(
    `select id, cause_id as cause, status, attempts from actions left join causes on causes.action_id = actions.id
      order by actions.rowid`,
  );
  return { sentAt, actions, faults: await faultsIn(world) };
}

const usual: Omit<Script, 'steps'> = {
  gateways: 1,
  fates: [GOOD],
  latencies: [8],
  blocksOutliveLeaving: false,
};

describe('what is enforced on somebody', () => {
  const judged = worldRunner(judge);

  it('is set at most once a second for somebody who came back more than six times in a minute', async () => {
    const comings = Array.from({ length: 14 }, () => [at(200, leave), at(200, enter)]).flat();
    const { sentAt, faults } = await judged({ ...usual, steps: [at(0, muteAnna), ...comings] });
    expect(faults).toEqual([]);
    const pauses = sentAt.map((time, index) => time - (sentAt[index - 1] ?? 0)).slice(1);
    // The mute, and seven that are set as they come.
    expect(pauses.slice(0, 6).every((pauseMs) => pauseMs < 500)).toBe(true);
    expect(pauses.length).toBeGreaterThan(8);
    for (const pauseMs of pauses.slice(7)) expect(pauseMs).toBeGreaterThanOrEqual(1_000);
  });

  it('is not set again by a second gateway that looked at the same moment', async () => {
    const steps = [at(0, muteAnna), at(500, leave), at(500, enter), at(3_000, { kind: 'wait' })];
    const { sentAt, faults } = await judged({ ...usual, gateways: 2, steps });
    expect(faults).toEqual([]);
    expect(sentAt).toHaveLength(2);
  });

  /** The look, the write of the intent and the lift meet in all ways. */
  it.each(['one mute', 'another mute that stays'])('has a cause that holds: with %s', async (with_) => {
    const others = with_ === 'one mute' ? [] : [at(0, muteAll), at(100, { kind: 'wait' })];
    let refused = 0;
    for (let liftMs = 0; liftMs < 60; liftMs += 2) {
      const steps = [
        ...others,
        at(0, muteAnna),
        at(500, leave),
        at(500, enter),
        at(liftMs, { kind: 'lift', which: others.length === 0 ? 0 : 1 }, 1),
        at(3_000, { kind: 'wait' }),
      ];
      const { actions, faults } = await judged({ ...usual, gateways: 2, steps });
      expect(faults).toEqual([]);
      for (const { status, attempts } of actions.filter(({ cause }) => cause !== null)) {
        if (status === 'REFUSED') refused += 1;
        if (status === 'REFUSED') expect(attempts).toBe(0);
      }
    }
    // Without one, the test proves nothing.
    expect(refused).toBeGreaterThan(0);
  });
});
