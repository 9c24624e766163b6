import { getNamedType, isInputObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { buildGatewaySchema } from '../../src/schema.js';
import { sendText } from '../graphql-client.js';
import { startTestSandbox } from '../sandbox-gateway.js';

let open: Sandbox;
let closed: Sandbox;
beforeAll(async () => {
  [open, closed] = await Promise.all([startTestSandbox(), startTestSandbox({ INTROSPECTION: 'false' })]);
});
afterAll(() => Promise.all([open?.close(), closed?.close()]));

interface Misspelt {
  what: string;
  document: string;
  variables?: unknown;
}

/** A name that graphql-js finds similar. */
const near = (name: string) => `${name.slice(0, -1)}${name.endsWith('z') ? 'y' : 'z'}`;

const schema = buildGatewaySchema();
const roots = (['query', 'mutation'] as const).flatMap((operation) => {
  const type = operation === 'query' ? schema.getQueryType() : schema.getMutationType();
  return Object.values(type?.getFields() ?? {}).map((field) => ({ operation, field }));
});

/** Each root field, each of its arguments, and each field of an input, misspelt in the document and in the variables. */
const ofSchema = roots.flatMap(({ operation, field }): Misspelt[] => [
  { what: `the field ${field.name}`, document: `${operation} { ${near(field.name)} { __typename } }` },
  ...field.args.flatMap((argument): Misspelt[] => {
    const type = getNamedType(argument.type);
    const inputs = isInputObjectType(type) ? Object.values(type.getFields()) : [];
    const call = (value: string) => `{ ${field.name}(${argument.name}: ${value}) { __typename } }`;
    return [
      {
        what: `the argument ${field.name}(${argument.name})`,
        document: `${operation} { ${field.name}(${near(argument.name)}: 1) { __typename } }`,
      },
      {
        what: `the type of ${field.name}(${argument.name})`,
        document: `${operation} ($x: ${near(type.name)}) ${call('$x')}`,
      },
      ...inputs.flatMap(({ name }): Misspelt[] => [
        {
          what: `${type.name}.${name} in a document`,
          document: `${operation} ${call(`{ ${near(name)}: 1 }`)}`,
        },
        {
          what: `${type.name}.${name} in variables`,
          document: `${operation} ($x: ${argument.type}) ${call('$x')}`,
          variables: { x: { [near(name)]: 1 } },
        },
      ]),
    ];
  }),
]);

const OTHERS: readonly Misspelt[] = [
  { what: 'a field of an answer', document: '{ viewer { subjekt } }' },
  {
    what: 'a field of an interface',
    document: 'mutation { dismissRoom { ... on ModerationError { mesage } } }',
  },
  { what: 'a type of a fragment', document: '{ viewer { ... on Viewe { subject } } }' },
  { what: 'a type of a named fragment', document: '{ viewer { ...F } } fragment F on Viewe { subject }' },
  { what: 'an argument of a directive', document: '{ viewer { subject @include(iff: true) } }' },
  { what: 'a field without its fields', document: '{ viewer }' },
  { what: 'a nested field of variables', ...nestedVariables() },
];

/** A misspelt field of an input within an input. */
function nestedVariables(): Omit<Misspelt, 'what'> {
  return {
    document: 'mutation ($x: AddToBlacklistInput!) { addToBlacklist(input: $x) { __typename } }',
    variables: { x: { userId: '1', users: [{ userIdd: '2', userId: '2' }] } },
  };
}

async function messages(sandbox: Sandbox, { document, variables }: Misspelt): Promise<string> {
  const { status, errors = [] } = await sendText(sandbox, document, variables);
  expect(status).toBe(400);
  return errors.map(({ message }) => message).join('\n');
}

describe('a suggestion for a misspelt name', () => {
  it('is made only where introspection is open', async () => {
    let suggested = 0;
    for (const misspelt of [...ofSchema, ...OTHERS]) {
      suggested += (await messages(open, misspelt)).includes('Did you mean') ? 1 : 0;
      const hidden = await messages(closed, misspelt);
      expect(hidden, misspelt.what).not.toBe('');
      expect(hidden, misspelt.what).not.toMatch(/Did you mean/i);
    }
    // graphql-js finds some short names not similar enough.
    expect(suggested).toBeGreaterThan(0.8 * (ofSchema.length + OTHERS.length));
  });

  it.each(OTHERS)('is made where introspection is open: $what', async (misspelt) => {
    expect(await messages(open, misspelt)).toContain('Did you mean');
  });

  it('covers every input type that an argument has', () => {
    const tried = new Set(ofSchema.map(({ what }) => what));
    const types = roots.flatMap(({ field }) => field.args.map(({ type }) => getNamedType(type)));
    for (const type of types.filter(isInputObjectType)) {
      for (const { name } of Object.values(type.getFields()))
        expect(tried).toContain(`${type.name}.${name} in variables`);
    }
  });
});
