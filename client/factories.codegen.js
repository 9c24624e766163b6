/**
 * A plugin for GraphQL Code Generator: a function for each type of answer that makes an example of it, for tests of front
 * ends. Each object type of an answer has one, and so has the data of each operation. They select what the documents select.
 * It reads the documents and the schema, so a new type needs no line here.
 */
import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { AnswerTypes } from './answer-types.js';
import { operationsOf, rootsOf } from './documents.js';

const ID = '019b0a5c-0000-7000-8000-000000000001';
const TIME = '2026-01-01T00:00:00.000Z';

/** Examples of fields. A field that is not here and can be null is null. */
const BY_FIELD = {
  '*.actionId': ID,
  '*.roomId': 10006,
  'InputIssue.code': 'MALFORMED',
  'InputIssue.message': 'has 1 to 32 characters',
  'InputIssue.path': 'userId',
  'MediaRestriction.audio': 'DISABLED',
  'MediaRestriction.endsAt': '2026-01-01T01:00:00.000Z',
  'MediaRestriction.status': 'IN_FORCE',
  'MediaRestriction.timesApplied': 1,
  'MediaRestriction.userId': '29376',
  'ModerationAction.finishedAt': TIME,
  'ModerationAction.state': 'AUDIO_DISABLED',
  'PageInfo.endCursor': 'cursor-1',
  'PageInfo.startCursor': 'cursor-1',
  'RateLimitedError.retryAfterMs': 1_000,
  'RateLimitedError.retryable': true,
  'VendorUnavailableError.retryable': true,
};

/** Examples by the field's name where it cannot be null. For other fields the type decides. */
const BY_REQUIRED_FIELD = {
  actor: 'moderator-1',
  appId: 100_001,
  applicationId: 1_400_188_366,
  attempts: 1,
  cursor: 'cursor-1',
  isListed: true,
  open: true,
  participantCount: 1,
  sdkAppId: 1_400_188_366,
  subject: 'moderator-1',
  userId: '29376',
};

const BY_TYPE = {
  Boolean: false,
  DateTime: TIME,
  Float: 0,
  ID,
  Int: 0,
  Int64ID: '10002',
  RoomNumber: 10006,
  String: 'text',
  StringMap: {},
};

/** Other enums have their first value. */
const BY_ENUM = {
  ActionStatus: 'APPLIED',
  BreakerState: 'CLOSED',
  MediaState: 'AUDIO_DISABLED',
  ModerationErrorCode: 'UNKNOWN',
  Operation: 'SET_USER_MEDIA_STATE',
  TargetOutcome: 'APPLIED',
  Vendor: 'TENCENT_TRTC',
};

/** A member of each interface and union that is no `…Success`. */
const BY_ABSTRACT_TYPE = { ModerationError: 'UnknownVendorError' };

/** Lists that are mostly empty. All others have one element. */
const EMPTY_LISTS = new Set(['restrictions']);

export function plugin(schema, documents) {
  const { operations, fragments } = operationsOf(documents);
  const roots = rootsOf(schema, operations);
  const types = new AnswerTypes(schema, fragments, [], roots);
  const examples = new Examples(
    schema,
    types,
    roots.map(([type]) => type),
  );
  const objects = types.declarations().filter(({ type }) => isObjectType(type));
  const factories = [
    ...objects.map(({ name, type, selectionSet }) => examples.factory(name, type, selectionSet)),
    ...roots.map(([type, name, selectionSet]) => examples.factory(name, type, selectionSet)),
  ];
  const names = [...objects.map(({ name }) => name), ...operations.map(({ data }) => data)].sort();
  return [
    `import type {\n${names.map((name) => `  ${name},\n`).join('')}} from './exports.js';\n`,
    ...factories,
  ].join('\n');
}

class Examples {
  #schema;
  #types;
  #roots;

  constructor(schema, types, roots) {
    this.#schema = schema;
    this.#types = types;
    this.#roots = roots;
  }

  factory(name, type, selectionSet) {
    const { description } = type;
    const comment = description ? `/** ${description.replaceAll('*/', '*\\/')} */\n` : '';
    const fields = this.#fields(type, selectionSet).join('');
    return `${comment}export function ${factoryName(name)}(fields: Partial<${name}> = {}): ${name} {
  return {\n${fields}    ...fields,\n  };\n}\n`;
  }

  #fields(type, selectionSet) {
    const selected = this.#types
      .fieldsOn(type, selectionSet)
      .filter(({ name }) => name.value !== '__typename');
    return [
      `    __typename: '${type.name}',\n`,
      ...selected.map(({ alias, name, selectionSet: below }) => {
        const value = this.#value(type, type.getFields()[name.value], below);
        return `    ${(alias ?? name).value}: ${value},\n`;
      }),
    ];
  }

  #value(parent, { name, type }, selectionSet) {
    const example =
      BY_FIELD[`${parent.name}.${name}`] ?? BY_FIELD[`*.${name}`] ?? this.#ofError(parent, name);
    if (example !== undefined) return JSON.stringify(example);
    if (!isNonNullType(type) && !this.#roots.includes(parent)) return 'null';
    const one = this.#one(name, getNamedType(type), selectionSet);
    if (!isListType(getNullableType(type))) return one;
    return EMPTY_LISTS.has(name) ? '[]' : `[${one}]`;
  }

  /** The first code of the error's type that has the type's name, or else the first one, and what the schema says of it. */
  #ofError(type, field) {
    if (!type.getInterfaces().some(({ name }) => name === 'ModerationError')) return undefined;
    if (field !== 'code' && field !== 'message') return undefined;
    const codes = this.#schema.getType('ModerationErrorCode').getValues();
    // The description of a code begins with the type that has it.
    const ofType = codes.filter(({ description }) => description?.startsWith(`${type.name}: `));
    const named = ofType.find(
      ({ name }) => name.replaceAll('_', '') === type.name.toUpperCase().replace(/ERROR$/, ''),
    );
    const code = named ?? ofType[0];
    if (!code) throw new Error(`no code has the type ${type.name}`);
    return field === 'code' ? code.name : sentence(code.description);
  }

  #one(name, type, selectionSet) {
    if (isCompositeType(type)) return this.#object(type, selectionSet);
    if (isEnumType(type)) return JSON.stringify(enumExample(type));
    const byField = type.name === 'Int64ID' ? undefined : BY_REQUIRED_FIELD[name];
    const value = byField ?? BY_TYPE[type.name];
    if (value === undefined) throw new Error(`no example of the scalar ${type.name}`);
    return JSON.stringify(value);
  }

  #object(type, selectionSet) {
    const object = isAbstractType(type) ? this.#member(type) : type;
    if (this.#types.isWhole(object, selectionSet)) return `${factoryName(object.name)}()`;
    return `{\n${this.#fields(object, selectionSet).join('')}}`;
  }

  #member(type) {
    const members = this.#schema.getPossibleTypes(type);
    const isExample = ({ name }) => name.endsWith('Success') || name === BY_ABSTRACT_TYPE[type.name];
    return members.find(isExample) ?? members[0];
  }
}

function enumExample(type) {
  const [first, ...others] = type.getValues().map(({ name }) => name);
  const example = BY_ENUM[type.name] ?? first;
  if (example !== first && !others.includes(example)) throw new Error(`${type.name} has no ${example}`);
  return example;
}

/** What a code's description says after the name of the type. */
function sentence(description) {
  return description.replace(/^\w+: /, '').replace(/^./, (letter) => letter.toUpperCase());
}

/** `ForbiddenError` becomes `forbiddenError`. */
function factoryName(name) {
  return name.replace(/^./, (letter) => letter.toLowerCase());
}
