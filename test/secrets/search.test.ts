import { describe, expect, it } from 'vitest';
import { CANARIES, formsOf, leakIn } from './canaries.js';

describe('the search for secrets', () => {
  it.each(CANARIES.map((canary, index) => [index, canary] as const))(
    'finds canary %i in every form',
    (_index, canary) => {
      for (const form of formsOf(canary)) expect(leakIn(`text ${form} text`, [canary])).toContain(form);
      for (const before of ['', 'a', 'ab']) {
        const within = Buffer.from(`${before}${canary} and more`);
        for (const encoding of ['base64', 'base64url', 'hex'] as const) {
          expect(leakIn(within.toString(encoding), [canary])).toBeDefined();
        }
        expect(leakIn(JSON.stringify({ err: { packet: within } }), [canary])).toBeDefined();
      }
      expect(leakIn('text without any', CANARIES)).toBeUndefined();
    },
  );
});
