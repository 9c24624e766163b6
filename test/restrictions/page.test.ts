import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scriptRunner } from './simulation/faults-of.js';
import { scripts } from './simulation/scripts.js';

const { SEED, RESTRICTION_RUNS } = process.env;
/** To hunt, set SEED to any number, RESTRICTION_RUNS to some thousands, or both: what is found is told in its shortest form. */
const IS_HUNT = SEED !== undefined || RESTRICTION_RUNS !== undefined;
/** Seeds, and how many scripts each makes. A whole run is the same each time. */
const SEEDS: readonly (readonly [seed: number, scripts: number])[] = IS_HUNT
  ? [[Number(SEED ?? Date.now() % 2 ** 31), Number(RESTRICTION_RUNS ?? 100)]]
  : [
      [1, 40],
      [2, 40],
      [3, 40],
      [4, 100],
    ];
const LONGEST_MS = IS_HUNT ? 7_200_000 : 600_000;
const MAX_STEPS = 25;

const faultsOf = scriptRunner();

function holds(seed: number, numRuns: number): Promise<void> {
  const always = fc.asyncProperty(scripts(MAX_STEPS), async (script) => {
    expect(await faultsOf(script)).toEqual([]);
  });
  return fc.assert(always, { seed, numRuns, endOnFailure: !IS_HUNT });
}

describe("people's audio and video are what the model says after quiet, and callers were told what is so", () => {
  it.each(SEEDS)(
    'whatever is asked for, lost, late and killed, with seed %i',
    async (seed, scripts) => {
      await holds(seed, scripts);
    },
    LONGEST_MS,
  );
});
