import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  TypeMetaFieldDef,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildGatewaySchema } from '../../src/schema.js';
import { type BothPaths, comparable, post, startBothPaths } from './both-paths.js';

/** A literal for each scalar type of a place that takes no null. */
const LITERALS: Readonly<Record<string, string>> = {
  Int64ID: '"10006"',
  RoomNumber: '10006',
  String: '"29376"',
  ID: '"x"',
  Boolean: 'true',
};

const schema = buildGatewaySchema();

function literal(type: GraphQLInputType): string {
  const of = getNullableType(type);
  if (isListType(of)) return `[${literal(of.ofType)}]`;
  if (isEnumType(of)) return of.getValues()[0]?.name ?? '';
  if (!isInputObjectType(of)) return LITERALS[of.name] ?? `no literal for ${of.name}`;
  const needed = Object.values(of.getFields()).filter(({ type }) => isNonNullType(type));
  return `{ ${needed.map(({ name, type }) => `${name}: ${literal(type)}`).join(', ')} }`;
}

/** A place that takes no null: the variable's type there, and the value around it. */
interface Place {
  name: string;
  type: GraphQLInputType;
  around: (variable: string) => string;
}

/** Every place that takes no null, at a place and within it. */
function placesWithin({ name, type, around }: Place): Place[] {
  const of = getNullableType(type);
  const here = isNonNullType(type) ? [{ name, type, around }] : [];
  if (isListType(of)) {
    const item = {
      name: `${name}[]`,
      type: of.ofType,
      around: (variable: string) => around(`[${variable}]`),
    };
    return [...here, ...placesWithin(item)];
  }
  if (!isInputObjectType(of)) return here;
  const fields = Object.values(of.getFields());
  return [
    ...here,
    ...fields.flatMap((field) =>
      placesWithin({
        name: `${name}.${field.name}`,
        type: field.type,
        around: (variable) => {
          const others = fields.filter((other) => other !== field && isNonNullType(other.type));
          const given = others.map((other) => `${other.name}: ${literal(other.type)}`);
          return around(`{ ${[...given, `${field.name}: ${variable}`].join(', ')} }`);
        },
      }),
    ),
  ];
}

function placesOf(args: readonly GraphQLArgument[]): { argument: GraphQLArgument; place: Place }[] {
  return args.flatMap((argument) =>
    placesWithin({ name: argument.name, type: argument.type, around: (variable) => variable }).map(
      (place) => ({ argument, place }),
    ),
  );
}

const MUTE =
  'setUserMediaState(input: { roomId: 10006, userId: "29376", state: AUDIO_DISABLED }) { __typename }';

/** Documents by the place of `$it`, a nullable variable with a default in a place that takes no null. */
const documents = new Map<string, string>();

function addDocument(name: string, kind: string, { type }: Place, body: string): void {
  documents.set(name, `${kind} ($it: ${getNullableType(type)} = ${literal(type)}) ${body}`);
}

for (const root of [schema.getQueryType(), schema.getMutationType()] as GraphQLObjectType[]) {
  const kind = root === schema.getMutationType() ? 'mutation' : 'query';
  const introspection = kind === 'query' ? [TypeMetaFieldDef] : [];
  for (const field of [...Object.values(root.getFields()), ...introspection]) {
    for (const { argument, place } of placesOf(field.args)) {
      const needed = field.args.filter((other) => other !== argument && isNonNullType(other.type));
      const given = needed.map((other) => `${other.name}: ${literal(other.type)}`);
      const selection = isLeafType(getNamedType(field.type)) ? '' : ' { __typename }';
      const call = `${field.name}(${[...given, `${argument.name}: ${place.around('$it')}`].join(', ')})${selection}`;
      addDocument(`${field.name}: ${place.name}`, kind, place, `{ ${call} }`);
      // The first mutation must not be executed.
      if (kind === 'mutation') {
        addDocument(
          `after a mutation, ${field.name}: ${place.name}`,
          kind,
          place,
          `{ first: ${MUTE} ${call} }`,
        );
      }
    }
  }
}
for (const { place } of placesOf(schema.getDirective('skip')?.args ?? [])) {
  for (const directive of ['skip', 'include']) {
    const condition = `@${directive}(if: $it)`;
    addDocument(`@${directive} on a root field`, 'query', place, `{ viewer ${condition} { subject } }`);
    addDocument(`@${directive} on a field`, 'query', place, `{ viewer { subject ${condition} } }`);
    addDocument(`@${directive} on a fragment`, 'query', place, `{ ... ${condition} { viewer { subject } } }`);
    addDocument(
      `@${directive} on a spread`,
      'query',
      place,
      `{ ...F ${condition} } fragment F on Query { viewer { subject } }`,
    );
    addDocument(
      `@${directive} within a mutation`,
      'mutation',
      place,
      `{ ${MUTE.replace('{ __typename }', '{ ...F }')} } fragment F on SetUserMediaStateResult { __typename ${condition} }`,
    );
  }
}
let paths: BothPaths;
beforeAll(async () => {
  paths = await startBothPaths([...documents.values()]);
});
afterAll(() => paths.close());

const sentToVendors = () =>
  [paths.trusted, paths.apollo].flatMap(({ trtc, volcengine }) => [
    ...trtc.requests(),
    ...volcengine.requests(),
  ]);

describe('null for a nullable variable with a default, in a place that takes no null', () => {
  it('is tested in every kind of place', () => {
    const names = [...documents.keys()];
    expect(names).toContain('addToBlacklist: input.users[].userId');
    expect(names).toContain('setUserMediaState: input');
    expect(names).toContain('moderationActions: filter.status[]');
    expect(names).toContain('__type: name');
  });

  it.each([...documents])('is refused before anything is executed: %s', async (_name, query) => {
    const before = sentToVendors().length;
    const runs = paths.log.countTrusted();
    const sent = { body: { query, variables: { it: null } } };
    const answer = await post(paths.trusted, sent);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({
      errors: [
        {
          message: expect.stringMatching(
            /^Variable "\$it" must not be null: it is used where the type is ".+!"\.$/,
          ),
          locations: [expect.anything(), expect.anything()],
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    });
    expect(comparable(await post(paths.apollo, sent))).toEqual(comparable(answer));
    expect(sentToVendors()).toHaveLength(before);
    expect(runs()).toBe(0);
    expect(paths.log.faults).toEqual([]);
  });

  it.each([...documents])(
    'is no error if the variable is absent and the default is used: %s',
    async (_name, query) => {
      const runs = paths.log.countTrusted();
      const answer = await post(paths.trusted, { body: { query } });
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.body).errors).toBeUndefined();
      expect(runs()).toBe(1);
    },
  );
});
