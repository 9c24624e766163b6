import fc from 'fast-check';
import { type GraphQLSchema, getOperationAST, parse, specifiedRules, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentRules } from '../../src/http/document-limits.js';
import { buildGatewaySchema } from '../../src/schema.js';
import { type BothPaths, comparable, post, type Sent, startBothPaths } from './both-paths.js';
import { generatedDocument, VARIABLES } from './generated-documents.js';

/** Two fields share a fragment. One of them has a condition. */
const SHARED_FRAGMENT = `mutation ($d: Boolean!) {
  a: setUserMediaState(input: { roomId: 5, userId: "a", state: AUDIO_DISABLED }) { ...E @include(if: $d) }
  b: setUserMediaState(input: { roomId: 5, userId: "b", state: AUDIO_DISABLED }) { ...E }
}
fragment E on SetUserMediaStateResult { ... on ModerationError { code outcome } }`;

const DOCUMENTS = 250;

let paths: BothPaths;
let documents: string[];

beforeAll(async () => {
  const schema = buildGatewaySchema();
  const generated = fc.gen().map((g) => generatedDocument(schema, (end) => g(fc.nat, { max: end - 1 })));
  // Many are not valid: they leave out a required argument, or have too many fields.
  documents = fc
    .sample(generated, 5 * DOCUMENTS)
    .filter((text) => isValid(schema, text))
    .slice(0, DOCUMENTS);
  paths = await startBothPaths([SHARED_FRAGMENT, ...documents]);
}, 120_000);
afterAll(() => paths.close());

function isValid(schema: GraphQLSchema, text: string): boolean {
  return validate(schema, parse(text), [...documentRules(), ...specifiedRules]).length === 0;
}

/** A valid or invalid value for some of the document's variables. */
function variablesOf(text: string): fc.Arbitrary<Record<string, unknown>> {
  const definitions = getOperationAST(parse(text))?.variableDefinitions ?? [];
  const values = definitions.map(({ variable }) => {
    const name = variable.name.value;
    return [name, fc.constantFrom(...(VARIABLES[name]?.values ?? []))] as const;
  });
  return fc.record(Object.fromEntries(values), { requiredKeys: [] });
}

async function expectSame(sent: Sent) {
  const answer = comparable(await post(paths.trusted, sent));
  expect(answer, JSON.stringify(sent.body)).toEqual(comparable(await post(paths.apollo, sent)));
  return answer;
}

describe('a document gets the same answer, trusted or not', () => {
  it('if two fields share a fragment and one of them has a condition', async () => {
    const runs = paths.log.countTrusted();
    const { body } = await expectSame({ body: { query: SHARED_FRAGMENT, variables: { d: false } } });
    expect(runs()).toBe(1);
    expect(JSON.parse(body)).toEqual({
      data: { a: {}, b: { code: 'ROOM_NOT_FOUND', outcome: 'NOT_APPLIED' } },
    });
  });

  it('with any fragments, conditions and variables, and none counts as a fault of the gateway', async () => {
    expect(documents.length).toBeGreaterThan(DOCUMENTS / 2);
    const statuses = { 200: 0, 400: 0 };
    const runs = paths.log.countTrusted();
    for (const query of documents) {
      for (const variables of fc.sample(variablesOf(query), 3)) {
        const { status, body } = await expectSame({ body: { query, variables } });
        expect(body, query).not.toContain('INTERNAL_SERVER_ERROR');
        statuses[status as 200 | 400] += 1;
      }
    }
    expect(paths.log.faults).toEqual([]);
    // Both paths were used, and trusted documents did not go through Apollo Server.
    expect(Math.min(statuses[200], statuses[400])).toBeGreaterThan(50);
    expect(runs()).toBe(statuses[200]);
  }, 120_000);
});
