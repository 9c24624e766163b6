import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, expectHarmless, withFuzzedGateway } from './fuzzed-gateway.js';
import { damaged, grammatical, pieces, repeated } from './random-documents.js';

withFuzzedGateway();

describe('random documents', () => {
  it.each<readonly [string, Arbitrary<string>, number]>([
    ['of the schema', grammatical, 250],
    ['damaged', damaged, 250],
    ['made of pieces', pieces, 150],
    ['of any characters', fc.string({ unit: 'binary', maxLength: 300 }), 100],
    ['with something very often', repeated, 40],
  ])('%s do no harm', async (_name, documents, numRuns) => {
    const variables = { yes: true, input: { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED' } };
    await check(
      documents,
      (query) => expectHarmless({ body: JSON.stringify({ query, variables }) }),
      numRuns,
    );
  });

  it('of the schema often reach the resolvers', async () => {
    let answered = 0;
    const count = async (query: string) => {
      const { text } = await expectHarmless({ body: JSON.stringify({ query }) });
      answered += 'data' in JSON.parse(text) ? 1 : 0;
    };
    // All of them, however long that takes: too few tell little.
    await fc.assert(fc.asyncProperty(grammatical, count), { numRuns: 100 });
    expect(answered).toBeGreaterThan(25);
  });
});
