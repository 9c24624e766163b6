import { expect, it } from 'vitest';
import { createTokenVerifier } from '../../src/identity/token-verifier.js';
import { Secret } from '../../src/values/secret.js';
import { newSecret, signed } from './signed-tokens.js';

const START_MS = Date.UTC(2026, 0, 1);
const LIFE_SECONDS = 3_600;

it('verifies the token of a stream once, however many others are in use, until it expires', async () => {
  let passedMs = 0;
  const key = newSecret();
  const verifier = createTokenVerifier(
    { kind: 'secret', secret: new Secret(key.toString()), algorithms: ['HS256'] },
    { clock: { now: () => passedMs }, epochMs: () => START_MS + passedMs },
  );
  const exp = START_MS / 1_000 + LIFE_SECONDS;
  const token = (sub: string, padding = '') => signed({ alg: 'HS256' }, { sub, exp, padding }, 'HS256', key);
  await verifier.verify(token('stream'));
  const holds = verifier.holder(token('stream'));
  // More than are cached.
  for (let at = 0; at < 2_500; at += 1) await verifier.verify(token(`caller ${at}`, 'x'.repeat(5_000)));
  const { verified } = verifier.checks().times;
  expect(verifier.checks().known).toBeLessThan(verified);
  expect(await holds()).toMatchObject({ sub: 'stream' });
  expect(verifier.checks().times.verified).toBe(verified);
  passedMs = (LIFE_SECONDS + 60) * 1_000;
  expect(await holds()).toEqual({ refused: 'expired' });
});
