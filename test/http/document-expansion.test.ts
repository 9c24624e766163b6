import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  buildSchema,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentRules, PARSE_OPTIONS } from '../../src/http/document-limits.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { sendText } from '../graphql-client.js';
import { startTestSandbox } from '../sandbox-gateway.js';

const TOO_MANY = 'The document has too many selections: the limit is 40000, fragments included.';
const TOO_MANY_IN_INTROSPECTION =
  'The document has too many aliases in introspection: the limit is 2, fragments included.';

const gatewaySchema = buildSchema(readFileSync(join(import.meta.dirname, '../../schema.graphql'), 'utf8'));
const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ');

/** Each fragment spreads the next one this many times. The last one has the selection. */
const chain = (type: string, length: number, spreads: number, selection: string) =>
  times(length, (i) => {
    const within = i < length - 1 ? `...f${i + 1} `.repeat(spreads) : selection;
    return `fragment f${i} on ${type} { ${within} }`;
  });

describe('a document whose fragments expand without bound', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startTestSandbox({ CALLER_REQUESTS_PER_SECOND: '0' });
  });
  afterAll(() => sandbox.close());

  const bombs: Record<string, string> = {
    'in a field': `{ viewer { ...f0 } } ${chain('Viewer', 27, 3, 'subject')}`,
    'at the root': `{ ...f0 } ${chain('Query', 27, 3, '__typename')}`,
    'in introspection': `{ __schema { ...f0 } } ${chain('__Schema', 27, 3, '__typename')}`,
    'in a mutation': `mutation { setUserMediaState(input: { roomId: 10006, userId: "29376", state: AUDIO_DISABLED }) { ...f0 } } ${chain('SetUserMediaStateResult', 27, 3, '__typename')}`,
    'in an operation that is not asked for': `query A { viewer { subject } } query B { viewer { ...f0 } } ${chain('Viewer', 27, 3, 'subject')}`,
    'in a fragment that nothing spreads': `{ viewer { subject } } ${chain('Viewer', 27, 3, 'subject')}`,
    'as wide as it can be': `{ viewer { ...f0 } } ${chain('Viewer', 27, 250, 'subject')}`,
  };
  it.each(Object.entries(bombs))('is refused at each request: %s', async (_where, query) => {
    // A valid document that is sent so often would become trusted.
    for (let time = 0; time < 6; time++) {
      const { status, errors } = await sendText(sandbox, query);
      expect(status).toBe(400);
      expect(errors?.map(({ message }) => message)).toContain(TOO_MANY);
    }
    expect((await fetch(`${sandbox.url}/healthz`)).status).toBe(200);
    expect(sandbox.trtc.requests()).toEqual([]);
  });

  const all = 'name description type { name ofType { name enumValues { name } } }';
  it.each([
    [
      'roots',
      `{ a: __schema { ...F } b: __schema { ...F } c: __type(name: "Query") { name } } fragment F on __Schema { types { name } }`,
    ],
    ['aliases in one', `{ __schema { a: types { b: fields { ${all} c: type { name } } } } }`],
    [
      'aliases in fragments',
      `{ __schema { types { ...F } } } fragment F on __Type { ${'fields { ...G } '.repeat(3)} } fragment G on __Field { a: name }`,
    ],
  ])('is refused, where introspection has many %s', async (_what, query) => {
    const { status, errors } = await sendText(sandbox, query);
    expect(status).toBe(400);
    expect(errors?.map(({ message }) => message)).toEqual([TOO_MANY_IN_INTROSPECTION]);
  });

  it('does not include an introspection of two types', async () => {
    const query = '{ a: __type(name: "Query") { name } b: __type(name: "Vendor") { name } }';
    expect(await sendText(sandbox, query)).toEqual({
      status: 200,
      data: { a: { name: 'Query' }, b: { name: 'Vendor' } },
    });
  });
});

/**
 * A fragment for each type with all of its fields. A union's fragment has all of its members. Of an object of the same type
 * within an object, only the id is selected, because fragments must end.
 */
function everything(schema: GraphQLSchema, type: GraphQLNamedType, written: Map<string, string>): string {
  if (isLeafType(type)) return '';
  // Its fragment is being written, so this one is within it.
  if (isObjectType(type) && written.get(type.name) === '') return '{ id }';
  if (!written.has(type.name)) {
    written.set(type.name, '');
    const members = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
    const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
    const parts = [
      '__typename',
      ...members.map((member) => `... on ${member.name} ${everything(schema, member, written)}`),
      ...fields.map((field) => {
        return `${field.name} ${everything(schema, getNamedType(field.type), written)}`;
      }),
    ];
    written.set(type.name, `fragment ${type.name}All on ${type.name} { ${parts.join(' ')} }`);
  }
  return `{ ...${type.name}All }`;
}

/** The arguments that a query cannot do without. */
const REQUIRED: Readonly<Record<string, string>> = {
  moderationAction: '(id: "x")',
  mediaRestriction: '(id: "x")',
  blacklist: '(userId: "1")',
  blacklistMemberships: '(userId: "1", userIds: [])',
};

describe('a document that selects every field', () => {
  const refused = (query: string) =>
    validate(gatewaySchema, parse(query, PARSE_OPTIONS), [...documentRules(), ...specifiedRules]).map(
      ({ message }) => message,
    );

  it('is accepted with 50 mutations of each kind and every field of every result', () => {
    for (const field of Object.values(gatewaySchema.getMutationType()?.getFields() ?? {})) {
      const written = new Map<string, string>();
      const selection = everything(gatewaySchema, getNamedType(field.type), written);
      const calls = times(50, (i) => `m${i}: ${field.name}(input: $input) ${selection}`);
      const [input] = field.args;
      expect(
        refused(`mutation ($input: ${input?.type}) { ${calls} } ${[...written.values()].join(' ')}`),
      ).toEqual([]);
    }
  });

  it('is accepted with every query', () => {
    const written = new Map<string, string>();
    const queries = Object.values(gatewaySchema.getQueryType()?.getFields() ?? {}).map((field) => {
      const selection = everything(gatewaySchema, getNamedType(field.type), written);
      return `${field.name}${REQUIRED[field.name] ?? ''} ${selection}`;
    });
    expect(refused(`{ ${queries.join(' ')} } ${[...written.values()].join(' ')}`)).toEqual([]);
  });
});

describe('the expanded size of a document', () => {
  const schema = buildSchema('type Query { a: Query leaf: Int }');

  /** Fragments by number. Each lists the later fragments that it spreads, how often and how deep. */
  const spread = fc.record({
    step: fc.integer({ min: 1, max: 4 }),
    times: fc.integer({ min: 1, max: 5 }),
    depth: fc.nat(8),
  });
  const graph = fc
    .array(fc.record({ leaves: fc.nat(30), spreads: fc.array(spread, { minLength: 1, maxLength: 3 }) }), {
      minLength: 1,
      maxLength: 14,
      size: 'max',
    })
    .map((fragments) =>
      fragments.map(({ leaves, spreads }, from) => ({
        leaves,
        spreads: spreads
          .map(({ step, ...others }) => ({ to: from + step, ...others }))
          .filter(({ to }) => to < fragments.length),
      })),
    );
  type Graph = typeof graph extends fc.Arbitrary<infer Of> ? Of : never;

  const inAnyOrder = graph.chain((fragments) => {
    const numbers = [...fragments.keys()];
    return fc.tuple(
      fc.constant(fragments),
      fc.shuffledSubarray(numbers, { minLength: numbers.length, maxLength: numbers.length }),
    );
  });

  function textOf(fragments: Graph, order: readonly number[]): string {
    const definitions = order.map((number) => {
      const { leaves, spreads } = fragments[number] as Graph[number];
      const within = spreads.map(
        ({ to, times, depth }) => `${'a { '.repeat(depth)}${`...F${to} `.repeat(times)}${'} '.repeat(depth)}`,
      );
      return `fragment F${number} on Query { leaf ${'leaf '.repeat(leaves)}${within.join(' ')} }`;
    });
    return ['{ a { ...F0 } }', ...definitions].join('\n');
  }

  /** The greatest depth and size of any definition, from the last fragment to the operation. */
  function reckoned(fragments: Graph): { depth: number; selections: bigint } {
    const extents: { depth: number; selections: bigint }[] = [];
    for (const { leaves, spreads } of fragments.toReversed()) {
      const extent = { depth: 1, selections: BigInt(leaves + 1) };
      for (const { to, times, depth } of spreads) {
        const within = extents[fragments.length - 1 - to] ?? { depth: 0, selections: 0n };
        extent.depth = Math.max(extent.depth, 1 + depth + within.depth);
        extent.selections += BigInt(depth) + BigInt(times) * (1n + within.selections);
      }
      extents.push(extent);
    }
    const first = extents.at(-1) ?? { depth: 0, selections: 0n };
    const all = [...extents, { depth: 2 + first.depth, selections: 2n + first.selections }];
    return {
      depth: Math.max(...all.map(({ depth }) => depth)),
      selections: all.map(({ selections }) => selections).reduce((most, more) => (more > most ? more : most)),
    };
  }

  it('is measured for any order of its fragments, wherever they are used', () => {
    const seen = { passed: 0, 'too deep': 0, 'too many': 0 };
    fc.assert(
      fc.property(inAnyOrder, ([fragments, order]) => {
        const { depth, selections } = reckoned(fragments);
        const [fault] = validate(schema, parse(textOf(fragments, order)), documentRules());
        const refused = depth > 30 || selections > 40_000n;
        seen[!refused ? 'passed' : depth > 30 ? 'too deep' : 'too many'] += 1;
        expect(fault !== undefined).toBe(refused);
      }),
      { numRuns: 1_000 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
  });
});
