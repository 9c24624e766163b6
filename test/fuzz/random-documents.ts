import { readFileSync } from 'node:fs';
import fc, { type Arbitrary } from 'fast-check';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';

const SCHEMA = buildSchema(readFileSync('schema.graphql', 'utf8'));

/** Values at the limits of the scalars, and beyond. */
const LITERALS = [
  '0',
  '-1',
  '1',
  '10006',
  '2147483647',
  '2147483648',
  '4294967294',
  '4294967295',
  '9007199254740993',
  '9223372036854775807',
  '9223372036854775808',
  '1e400',
  '-0',
  '0.1',
  'true',
  'null',
  '""',
  '"29376"',
  '"10001"',
  '"9223372036854775808"',
  '"00"',
  '"\\u0000"',
  '"\\ud800"',
  '"\\u{1F600}"',
  '"""block\n"quoted\\""""',
  'AUDIO_DISABLED',
  'NONE',
  '[]',
  '[[1]]',
  '{}',
  '{ a: "b" }',
  '{ __proto__: "x", constructor: "y" }',
  '$input',
  '$missing',
] as const;

const FITTING: Readonly<Record<string, readonly string[]>> = {
  Int: ['1', '0', '123456', '1400188366', '2147483647'],
  String: ['"29376"', '"alice"', '""', '"\\u0000"', '"""block"""'],
  Int64ID: ['"10001"', '10002', '"9223372036854775807"', '0'],
  RoomNumber: ['10006', '"10007"', '4294967294'],
  StringMap: ['{}', '{ a: "b" }', '{ __proto__: "x", constructor: "y" }'],
};

function literal(type: GraphQLInputType): Arbitrary<string> {
  const any = fc.constantFrom(...LITERALS);
  return fc.oneof({ weight: 40, arbitrary: fitting(type) }, { weight: 1, arbitrary: any });
}

function fitting(type: GraphQLInputType): Arbitrary<string> {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) {
    return fc.array(literal(type.ofType), { maxLength: 4 }).map((items) => `[${items.join(' ')}]`);
  }
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
  if (!isInputObjectType(type)) return fc.constantFrom(...(FITTING[type.name] ?? LITERALS));
  const fields = Object.values(type.getFields()).map((field) => {
    const given = literal(field.type).map((value) => `${field.name}: ${value}`);
    return isNonNullType(field.type) ? given : fc.option(given, { nil: '', freq: 1 });
  });
  return fc.tuple(...fields).map((given) => `{ ${given.join(' ')} }`);
}

/** Usually nothing, so that many documents are valid. */
const seldom = (...texts: string[]) =>
  fc.oneof({ weight: 60, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constantFrom(...texts) });
const directive = seldom(
  '@skip(if: false)',
  '@include(if: true)',
  '@include(if: $yes)',
  '@skip(if: 7)',
  '@unknown',
);
const alias = seldom('a: ', 'b: ', '__typename: ', '__proto__: ');

function field({ name, args, type }: GraphQLField<unknown, unknown>, depth: number): Arbitrary<string> {
  const given = fc.tuple(...args.map((arg) => literal(arg.type).map((value) => `${arg.name}: ${value}`)));
  const parts = fc.tuple(alias, given, directive, selections(getNamedType(type), depth - 1));
  return parts.map(([alias, given, directive, selections]) => {
    const inBrackets = given.length > 0 ? `(${given.join(' ')})` : '';
    return `${alias}${name}${inBrackets} ${directive} ${selections}`;
  });
}

const known = new Map<string, Arbitrary<string>>();

function selections(type: GraphQLNamedType, depth: number): Arbitrary<string> {
  if (isLeafType(type)) return fc.constant('');
  const key = `${type.name} ${depth}`;
  const made = known.get(key) ?? selectionsOf(type, depth);
  known.set(key, made);
  return made;
}

function selectionsOf(type: GraphQLNamedType, depth: number): Arbitrary<string> {
  const fields =
    isObjectType(type) || (isAbstractType(type) && !isUnionType(type)) ? Object.values(type.getFields()) : [];
  const members = isAbstractType(type) ? SCHEMA.getPossibleTypes(type) : [];
  const choices = [
    fc.oneof(
      { weight: 9, arbitrary: fc.constant('__typename') },
      { weight: 1, arbitrary: fc.constant(`...F${type.name}`) },
    ),
    ...fields
      .filter((field) => depth > 0 || isLeafType(getNamedType(field.type)))
      .map((each) => field(each, depth)),
    ...(depth > 0 ? members : []).map((member) =>
      selections(member, depth - 1).map((inner) => `... on ${member.name} ${inner}`),
    ),
  ];
  return fc
    .array(fc.oneof(...choices), { minLength: 1, maxLength: 4 })
    .map((chosen) => `{ ${chosen.join(' ')} }`);
}

const INTROSPECTION = [
  '{ __schema { types { name fields { name type { name ofType { name } } } } } }',
  '{ __type(name: "Query") { name } }',
];
const variables = fc.constantFrom('', '($yes: Boolean = true)', '($input: [[Nothing]!], $yes: Boolean)');

const operation = fc.oneof(
  ...[SCHEMA.getQueryType(), SCHEMA.getMutationType()].map((root) => {
    if (!root) throw new Error('a schema without a root');
    const word = root.name.toLowerCase();
    return fc
      .tuple(seldom('A', 'B'), variables, selections(root, 4))
      .map(([name, variables, selections]) => `${word} ${name}${name && variables} ${selections}`);
  }),
  fc.constantFrom(...INTROSPECTION),
);

/** A document with its fragments, which may spread others or themselves. */
export const grammatical = fc
  .oneof({ weight: 6, arbitrary: operation }, { weight: 1, arbitrary: fc.tuple(operation, operation) })
  .chain((operations) => {
    const text = [operations].flat().join('\n');
    const spread = new Set([...text.matchAll(/\.\.\.F(\w+)/g)].map(([, name = '']) => name));
    const fragments = [...spread].map((name) => {
      const type = SCHEMA.getType(name);
      if (!type) throw new Error(`no type ${name}`);
      return selections(type, 2).map((inner) => `fragment F${name} on ${name} ${inner}`);
    });
    return fc.tuple(...fragments).map((texts) => [text, ...texts].join('\n'));
  });

const PIECES = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '!',
  '$',
  '&',
  '...',
  ':',
  '=',
  '@',
  '|',
  '"',
  '"""',
  '#',
  ',',
  '\\',
  '\n',
  '\ufeff',
  'query',
  'mutation',
  'subscription',
  'fragment',
  'on',
  'extend',
  'schema',
  'type',
  'input',
  'null',
  'vendors',
  'viewer',
  'setUserMediaState',
  'input:',
  '__schema',
  '__type(name:"x")',
  '-',
  '1',
  '0x1',
  '\u0000',
  '\ud800',
];
export const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((parts) => parts.join(' '));
export const damaged = fc
  .tuple(
    grammatical,
    fc.nat(),
    fc.nat(20),
    fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary' })),
  )
  .map(([document, at, cut, text]) => {
    const place = at % (document.length + 1);
    return document.slice(0, place) + text + document.slice(place + cut);
  });
export const repeated = fc
  .tuple(
    fc.constantFrom(
      '{',
      '[',
      '(',
      '{a',
      '... on Query {',
      'a:__typename ',
      '@skip(if:true)',
      '"',
      '#',
      '!',
      '$a ',
      '...F ',
    ),
    fc.integer({ min: 1, max: 20_000 }),
  )
  .map(([piece, times]) => `query Q { viewer { ${piece.repeat(times)}`.slice(0, 200_000));
