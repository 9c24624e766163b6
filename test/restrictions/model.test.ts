import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decided,
  fulfils,
  type Instruction,
  inForce,
  MEDIA,
  type Medium,
  standingOf,
  wanted,
} from '../../src/restrictions/model.js';

const anySwitch = fc.constantFrom('ENABLED', 'DISABLED', undefined);
const anyInstruction = fc
  .record({
    audio: anySwitch,
    video: anySwitch,
    timed: fc.boolean(),
    revoked: fc.boolean(),
    over: fc.boolean(),
  })
  .filter(({ audio, video }) => audio !== undefined || video !== undefined);
const anyInstructions = fc
  .array(anyInstruction, { maxLength: 8 })
  .map((all): Instruction[] => all.map((fields, index) => ({ ...fields, actionId: `action-${index}` })));

/**
 * The rules as the design page has them, one by one: a plain instruction ends every older one for its media. A timed one ends older
 * plain ones. One that is over holds no more. One that was refused or undone never counted.
 */
function holds(medium: Medium, index: number, all: readonly Instruction[]): boolean {
  const own = all[index];
  if (!own || own[medium] === undefined || own.revoked || own.over) return false;
  const newer = all.slice(index + 1).filter((other) => !other.revoked && other[medium] !== undefined);
  return own.timed ? newer.every(({ timed }) => timed) : newer.length === 0;
}

describe("what must hold for a person's audio and video", () => {
  it('is what the newest instruction says that holds by the rules', () => {
    fc.assert(
      fc.property(anyInstructions, (all) => {
        const said = decided(inForce(all));
        for (const medium of MEDIA) {
          const holding = all.filter((_, index) => holds(medium, index, all));
          expect(said[medium]).toBe(holding.at(-1)?.[medium]);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not change by an instruction that was refused or undone, wherever it stands', () => {
    fc.assert(
      fc.property(anyInstructions, anyInstruction, fc.nat(), (all, other, at) => {
        const revoked = { ...other, revoked: true, actionId: 'revoked' };
        const with_ = all.toSpliced(at % (all.length + 1), 0, revoked);
        expect(decided(inForce(with_))).toEqual(decided(inForce(all)));
      }),
    );
  });

  it('fulfils every wish that decides', () => {
    fc.assert(
      fc.property(anyInstructions, (all) => {
        const standing = inForce(all);
        const state = wanted(all, {});
        for (const medium of MEDIA) {
          const decider = standing[medium].at(-1);
          if (decider) expect(fulfils(state, { [medium]: decider[medium] })).toBe(true);
        }
      }),
    );
  });

  const said = { actionId: 'a', audio: 'DISABLED', timed: true, revoked: false, over: true } as const;
  const plain = { ...said, timed: false } as const;
  const NOT = { audio: 'ENABLED', video: 'DISABLED' };
  it.each<[string, Instruction[], object]>([
    ['enabled where a restriction is over', [said], NOT],
    ['enabled where what was said was undone or refused', [{ ...plain, over: false, revoked: true }], NOT],
    [
      'sent as it was last where what was plainly said is forgotten',
      [said, plain],
      { ...NOT, audio: 'DISABLED' },
    ],
    ['enabled where what was forgotten is older than a restriction that is over', [plain, said], NOT],
    ['sent as it was last where nothing was said', [], { ...NOT, audio: 'DISABLED' }],
  ])('is %s', (_, instructions, state) => {
    expect(wanted(instructions, { audio: 'DISABLED', video: 'DISABLED' })).toEqual(state);
  });

  it('is enabled where nothing was said and nothing sent, and where an action frees it', () => {
    expect(wanted([], {})).toEqual({ audio: 'ENABLED', video: 'ENABLED' });
    expect(wanted([], { audio: 'DISABLED' }, new Set(['audio'])).audio).toBe('ENABLED');
  });

  it('tells of each timed instruction whether it decides, is overridden, or was ended', () => {
    const timed = (actionId: string, said: object): Instruction => ({
      ...said,
      actionId,
      timed: true,
      revoked: false,
      over: false,
    });
    const both = timed('both', { audio: 'DISABLED', video: 'DISABLED' });
    const audio = timed('audio', { audio: 'ENABLED' });
    const video = timed('video', { video: 'ENABLED' });
    expect(standingOf(both, inForce([both, audio]))).toBe('IN_FORCE');
    expect(standingOf(both, inForce([both, audio, video]))).toBe('OVERRIDDEN');
    const plain = { ...audio, actionId: 'plain', timed: false };
    expect(standingOf(both, inForce([both, plain, video]))).toBe('OVERRIDDEN');
    expect(standingOf(audio, inForce([audio, plain]))).toBe('SUPERSEDED');
  });
});
