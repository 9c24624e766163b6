import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import fc from 'fast-check';
import Fastify, { type FastifyInstance } from 'fastify';
import { buildSchema, getIntrospectionQuery, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentRules, MAX_VALIDATION_ERRORS, PARSE_OPTIONS } from '../../src/http/document-limits.js';
import { exampleOperations } from '../../src/playground/example-operations.js';
import { buildGatewaySchema } from '../../src/schema.js';

const TOO_DEEP = 'The document nests too deep: the limit is 30, fragments included.';
const TOO_MANY_ALIASES = 'The document has too many aliases: the limit is 100, fragments included.';
const TOO_MANY_SELECTIONS = 'The document has too many selections: the limit is 40000, fragments included.';
const TOO_MANY_ROOT_FIELDS = 'The document has too many root fields: the limit is 50, fragments included.';

/** Answers every accepted document itself, so that nothing is executed. */
const accept: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async responseForOperation({ response }) {
        return { http: response.http, body: { kind: 'single', singleResult: { data: { accepted: true } } } };
      },
    };
  },
};

let app: FastifyInstance;

beforeAll(async () => {
  const apollo = new ApolloServer({
    schema: buildGatewaySchema(),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: PARSE_OPTIONS,
    validationRules: documentRules(),
    validationOptions: { maxErrors: MAX_VALIDATION_ERRORS },
    plugins: [accept],
  });
  await apollo.start();
  app = Fastify({ bodyLimit: 2 ** 21 });
  app.addHook('onClose', () => apollo.stop());
  app.post('/graphql', fastifyApolloHandler(apollo));
});

afterAll(() => app.close());

async function send(query: string, variables = {}) {
  const answer = await app.inject({ method: 'POST', url: '/graphql', payload: { query, variables } });
  return { status: answer.statusCode, body: answer.json() };
}

const accepted = { status: 200, body: { data: { accepted: true } } };

function refused(message: unknown, code = 'GRAPHQL_VALIDATION_FAILED') {
  return {
    status: 400,
    body: { errors: [expect.objectContaining({ message, extensions: { code } })] },
  };
}

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i));

/** Wraps a selection in that many inline fragments. */
const inFragments = (count: number, selection: string) =>
  '...{'.repeat(count) + selection + '}'.repeat(count);

/** A chain of fragments from `f0` on, each of which spreads the next, as often as told. */
const fragmentChain = (length: number, spreads: number, selection: string) =>
  times(length, (i) => `fragment f${i} on Query { ${selection} ${`...f${i + 1} `.repeat(spreads)} }`)
    .concat(`fragment f${length} on Query { ${selection} }`)
    .join(' ');

describe('documents that people send', () => {
  it.each(exampleOperations)('are accepted: $query', async ({ query, variables }) => {
    expect(await send(query, variables)).toEqual(accepted);
  });

  it.each([
    {},
    {
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    },
  ])('pass: introspection with %o', async (options) => {
    expect(await send(getIntrospectionQuery(options))).toEqual(accepted);
  });

  it('are accepted with 1,000 users in the document, each with two keys and a comment', async () => {
    const users = times(
      1_000,
      (i) => `{ userId: "${i + 2}", ext: { level: "7", source: "live" } } # user ${i}`,
    );
    const query = `mutation { addToBlacklist(input: { userId: "1", users: [\n${users.join('\n')}\n] }) {
      ... on AddToBlacklistSuccess { addedUserIds } ... on ModerationError { code message } } }`;
    expect(await send(query)).toEqual(accepted);
  });

  it('are accepted with 50 mutations in one request, each with an alias inside', async () => {
    const mutations = times(
      50,
      (i) =>
        `m${i}: setUserMediaState(input: { roomId: 10006, userId: "u${i}", state: AUDIO_DISABLED }) { ...outcome }`,
    );
    const query = `mutation { ${mutations.join(' ')} }
      fragment outcome on SetUserMediaStateResult { kind: __typename ... on ModerationError { code message } }`;
    expect(await send(query)).toEqual(accepted);
  });
});

describe('a document that is too large', () => {
  it.each<[string, string, string]>([
    [TOO_DEEP, 'inline fragments', `{ ${inFragments(30, 'vendors { vendor }')} }`],
    [TOO_DEEP, 'fragments that spread one another', `{ ...f0 } ${fragmentChain(30, 1, '__typename')}`],
    [
      TOO_DEEP,
      'more fragments than the stack would hold',
      `{ ...f0 } ${fragmentChain(1_500, 1, '__typename')}`,
    ],
    [TOO_DEEP, 'fields', `${'{ vendors '.repeat(31)}${'}'.repeat(31)}`],
    [
      TOO_DEEP,
      'introspection',
      `{ __type(name: "Query") { ${'ofType { '.repeat(30)} name ${'} '.repeat(30)} } }`,
    ],
    [
      TOO_DEEP,
      'a fragment that nothing spreads',
      `{ __typename } fragment f on Query { ${inFragments(31, 'x')} }`,
    ],
    [TOO_MANY_ALIASES, 'aliases', `{ vendors { ${times(101, (i) => `a${i}: vendor`).join(' ')} } }`],
    [
      TOO_MANY_ALIASES,
      'aliases of __typename',
      `{ vendors { ${times(5_000, (i) => `a${i}: __typename`).join(' ')} } }`,
    ],
    [
      TOO_MANY_ALIASES,
      'aliases in a fragment that is spread again and again',
      `{ ${'vendors { ...f } '.repeat(34)} } fragment f on VendorStatus { a: vendor b: vendor c: vendor }`,
    ],
    [TOO_MANY_ROOT_FIELDS, 'root fields', `{ ${'__typename '.repeat(51)} }`],
    [
      TOO_MANY_ROOT_FIELDS,
      'mutations',
      `mutation { ${'addToBlacklist(input: { userId: 1, users: [] }) { __typename } '.repeat(51)} }`,
    ],
    [
      TOO_MANY_ROOT_FIELDS,
      'root fields in fragments',
      `{ ...f ... on Query { ...f } ...f } fragment f on Query { ${'__typename '.repeat(17)} }`,
    ],
    [
      TOO_MANY_ROOT_FIELDS,
      'root fields in one of several operations',
      `query a { __typename } query b { ${'__typename '.repeat(51)} }`,
    ],
  ])('is refused: %s (%s)', async (message, _what, query) => {
    expect(await send(query)).toEqual(refused(message));
  });

  it.each<[string, string]>([
    ['inline fragments', `{ ${inFragments(28, 'vendors { vendor }')} }`],
    ['fragments that spread one another', `{ ...f0 } ${fragmentChain(28, 1, '__typename')}`],
    ['aliases', `{ vendors { ${times(100, (i) => `a${i}: vendor`).join(' ')} } }`],
    ['root fields', `{ ${'__typename '.repeat(50)} }`],
  ])('begins above the limit: as many %s as allowed pass', async (_what, query) => {
    expect(await send(query)).toEqual(accepted);
  });

  it('is refused with every limit that it exceeds', async () => {
    const { status, body } = await send(`{ ${times(101, (i) => `a${i}: __typename`).join(' ')} }`);
    expect(status).toBe(400);
    expect(body.errors.map(({ message }: Error) => message)).toEqual([
      TOO_MANY_ALIASES,
      TOO_MANY_ROOT_FIELDS,
    ]);
  });

  it.each([
    ['10,000 aliases', `{ ${times(10_000, (i) => `a${i}: __typename`).join(' ')} }`, '16000 tokens'],
    ['half a million fields', `{ ${'a '.repeat(500_000)} }`, '16000 tokens'],
    ['half a million comments', `${'#\n'.repeat(500_000)}{ __typename }`, '1000 comments'],
  ])('is not even parsed to its end: %s', async (_what, query, limit) => {
    expect(await send(query)).toEqual(refused(expect.stringContaining(limit), 'GRAPHQL_PARSE_FAILED'));
  });
});

describe('a document made to explode', () => {
  const ALIASED = 'a: __typename b: __typename';

  it('is measured without expanding its fragments', async () => {
    // Expanded, these are 2 x 50 ** 28 aliases.
    const bomb = `{ ...f0 } ${fragmentChain(28, 50, ALIASED)}`;
    const { status, body } = await send(bomb);
    expect(status).toBe(400);
    expect(body.errors.map(({ message }: Error) => message)).toEqual([
      TOO_MANY_SELECTIONS,
      TOO_MANY_ALIASES,
      TOO_MANY_ROOT_FIELDS,
    ]);
  });

  it.each([
    ['itself', '{ ...a } fragment a on Query { ...a }'],
    ['each other', '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }'],
    [
      'all of 20 others',
      `{ ...f0 } ${times(20, (i) => `fragment f${i} on Query { ${times(20, (j) => `...f${j}`).join(' ')} }`).join(' ')}`,
    ],
  ])('by fragments that spread %s is refused', async (_what, query) => {
    const { status, body } = await send(query);
    expect(status).toBe(400);
    expect(body.errors[0].message).toMatch(/^Cannot spread fragment "\w+" within itself/);
    expect(body.errors.length).toBeLessThanOrEqual(MAX_VALIDATION_ERRORS + 1);
  });

  // graphql-js goes into these by recursion: without a limit, its stack overflows at 1,100 to 8,000, depending on
  // what is deep, and some of its overflows are answered with 500.
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  const deep: [string, (depth: number) => string][] = [
    ['a list', (depth) => `mutation { addToBlacklist(input: ${nested(depth)}) { __typename } }`],
    [
      'lists to compare',
      (depth) => `mutation { ${`addToBlacklist(input: ${nested(depth)}) { __typename } `.repeat(2)} }`,
    ],
    [
      'an object',
      (depth) =>
        `mutation { addToBlacklist(input: ${'{a:'.repeat(depth)}1${'}'.repeat(depth)}) { __typename } }`,
    ],
    [
      'a type',
      (depth) => `query($a: ${nested(depth).replace('[]', '[Int]')}) { vendors @skip(if: $a) { vendor } }`,
    ],
    ['selections', (depth) => `{ ${inFragments(depth, 'vendors { vendor }')} }`],
  ];

  it.each(deep)('is refused for the depth of %s', async (_what, document) => {
    for (const depth of [31, 500, 1_000]) expect(await send(document(depth))).toEqual(refused(TOO_DEEP));
    // The document is too deep for the parser, or too long.
    for (const depth of [1_500, 2_500, 4_000, 5_000, 7_500, 15_000]) {
      expect((await send(document(depth))).status).toBe(400);
    }
  });

  it('is answered with few errors', async () => {
    const { status, body } = await send(`{ vendors { ${times(5_000, (i) => `x${i}`).join(' ')} } }`);
    expect(status).toBe(400);
    expect(body.errors.length).toBeLessThanOrEqual(MAX_VALIDATION_ERRORS + 1);
  });
});

describe('the measured size of a document', () => {
  const schema = buildSchema('type Query { a: Query leaf: Int }');
  const messages = (query: string) =>
    validate(schema, parse(query), documentRules()).map(({ message }) => message);

  /** A selection set of fields and, so deep within, the next set, so often. */
  interface Link {
    fields: number;
    aliases: number;
    within: '...' | 'a';
    depth: number;
    times: number;
  }

  const chain: fc.Arbitrary<Link[]> = fc.array(
    fc.record({
      fields: fc.nat(20),
      aliases: fc.nat(20),
      within: fc.constantFrom('...', 'a'),
      depth: fc.nat(14),
      times: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 1, maxLength: 4 },
  );

  function selectionSet([link, ...rest]: Link[], print: (next: Link[]) => string): string {
    if (!link) return '{ leaf }';
    const own = `${'leaf '.repeat(link.fields)}${'x: leaf '.repeat(link.aliases)}`;
    const next = `${print(rest)} `.repeat(link.times);
    return `{ ${own}${`${link.within} { `.repeat(link.depth)}${next}${'} '.repeat(link.depth)}}`;
  }
  const spread = (next: Link[]) => `...F${next.length}`;
  const writtenOut = (next: Link[]): string => `... ${selectionSet(next, writtenOut)}`;

  it('is the same with fragments and without them', () => {
    fc.assert(
      fc.property(chain, (links) => {
        const fragments = links.map((_, i) => links.slice(i + 1));
        const definitions = fragments.map(
          (next) => `fragment F${next.length} on Query ${selectionSet(next, spread)}`,
        );
        const document = `${selectionSet(links, spread)} ${definitions.join(' ')}`;
        expect(messages(document)).toEqual(messages(selectionSet(links, writtenOut)));
      }),
    );
  });
});
