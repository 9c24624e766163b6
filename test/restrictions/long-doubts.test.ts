import { describe, expect, it } from 'vitest';
import { worldRunner } from './simulation/faults-of.js';
import { TIMEOUT_MS } from './simulation/simulated-gateway.js';
import { GOOD } from './simulation/simulated-vendor.js';
import { faultsIn } from './simulation/verdict.js';
import type { Script, Step, World } from './simulation/world.js';

const MINUTE_MS = 60_000;
const ANNA = { room: 0, user: 0 };
/** The vendor says nothing, and does nothing. */
const SILENT = { kind: 'silent', there: 1, executes: 'never', lateMs: 0 } as const;
const REFUSED = { kind: 'refused', there: 1, back: 1, code: 'InvalidParameter.RoomId' } as const;

const mute: Step = {
  afterMs: 0,
  gateway: 0,
  kind: 'say',
  person: ANNA,
  says: { audio: 'DISABLED' },
  durationSeconds: 3_600,
};
const muteVideo: Step = { ...mute, says: { video: 'DISABLED' } };
const wait = (afterMs: number): Step => ({ afterMs, gateway: 0, kind: 'wait' });

/** How long after the first attempt of a call each one was sent, what is shown of the restrictions then, and what is wrong. */
async function judge(world: World) {
  const [first] = world.vendor.attempts;
  const sentAfter = world.vendor.attempts.map(({ sentAt }) => sentAt - (first?.sentAt ?? 0));
  const ids = world.journal.read<{ id: string }>(
    'select action_id as id from media_instructions order by number',
  );
  const reading = world.gateway.gateway.restrictions.find(ids.map(({ id }) => id));
  await world.clock.run(1_000);
  const holding = (await reading).map((restriction) => restriction.holding);
  return { sentAfter, holding, faults: await faultsIn(world) };
}

describe.each([1, 2])('a mute to which the vendor does not answer, with %i gateways', (gateways) => {
  const judged = worldRunner(judge);
  const usual: Omit<Script, 'steps'> = {
    gateways,
    fates: [SILENT],
    latencies: [1],
    blocksOutliveLeaving: false,
  };

  it('is sent again for ten minutes, and stays in doubt then', async () => {
    const { sentAfter, holding } = await judged({ ...usual, steps: [mute, wait(20 * MINUTE_MS)] });
    const last = sentAfter.at(-1) ?? 0;
    expect(last).toBeGreaterThan(5 * MINUTE_MS);
    expect(last).toBeLessThan(10 * MINUTE_MS + 10 * TIMEOUT_MS);
    expect(holding).toEqual(['UNKNOWN']);
  });

  it('is followed by another one that is sent again for as long, until the vendor answers', async () => {
    const steps = [mute, wait(20 * MINUTE_MS), muteVideo, wait(MINUTE_MS)];
    const { sentAfter, holding, faults } = await judged({ ...usual, steps });
    expect(faults).toEqual([]);
    expect(sentAfter.at(-1)).toBeGreaterThan(21 * MINUTE_MS);
    expect(holding).toEqual(['APPLIED', 'APPLIED']);
  });

  it('stays in doubt where the vendor refuses the next one, which it has not answered by that', async () => {
    const first = [mute, wait(20 * MINUTE_MS)];
    const { sentAfter } = await judged({ ...usual, steps: first });
    const fates = [...sentAfter.map(() => SILENT), REFUSED];
    const refused = await judged({ ...usual, fates, steps: [...first, muteVideo, wait(MINUTE_MS)] });
    expect(refused.sentAfter).toHaveLength(sentAfter.length + 1);
    expect(refused.holding[0]).toBe('UNKNOWN');
  });

  it('is no more in doubt once an answer comes, also at the last try and after a lost attempt', async () => {
    // The first attempt of each call is lost, and the second one is answered.
    const fates = [SILENT, GOOD];
    const { sentAfter, holding, faults } = await judged({
      ...usual,
      fates,
      steps: [mute, wait(20 * MINUTE_MS)],
    });
    expect(holding).toEqual(['APPLIED']);
    expect(faults).toEqual([]);
    // Each lost attempt may be carried out late, so what holds is sent once more, ever more rarely.
    expect(sentAfter.at(-1)).toBeGreaterThan(20 * MINUTE_MS);
    expect(sentAfter.length).toBeLessThan(80);
  });
});
