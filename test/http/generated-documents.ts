import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isUnionType,
} from 'graphql';

/** A number below `end`, by chance. */
export type Pick = (end: number) => number;

/** Differ between two gateways that are asked the same. */
const UNLIKE = new Set(['slotsLeft', 'callsWaiting', 'durationMs', 'cursor', 'startCursor', 'endCursor']);

/** Each with its definition and what requests give for it: right, wrong, and null. */
export const VARIABLES: Readonly<Record<string, { definition: string; values: readonly unknown[] }>> = {
  sure: { definition: 'Boolean!', values: [true, false, null, 'x'] },
  include: { definition: 'Boolean = true', values: [true, false, null, 1] },
  skip: { definition: 'Boolean = false', values: [true, false, null] },
  input: {
    definition: 'SetUserMediaStateInput!',
    values: [
      { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED', reason: null },
      { roomId: 10006, userId: '', state: 'AUDIO_DISABLED' },
      { roomId: 10006, state: 'AUDIO_DISABLED' },
      {},
    ],
  },
  room: { definition: 'RoomNumber = 10006', values: [10006, '5', 0, null] },
  state: { definition: 'MediaState = VIDEO_DISABLED', values: ['AUDIO_DISABLED', 'LOUD', null] },
  reason: { definition: 'String', values: ['spam', 'x'.repeat(1_001), null, 7] },
  users: {
    definition: '[BlacklistUserInput!] = [{ userId: 7 }]',
    values: [[{ userId: '10006' }, { userId: 8, ext: { a: 'b' } }], { userId: 9 }, [null], null, []],
  },
  ext: { definition: 'StringMap', values: [{ source: 'live' }, { source: 1 }, null] },
  user: { definition: 'Int64ID = 6', values: ['10006', 1.5, null] },
  first: { definition: 'Int = 3', values: [2, 0, 1_000, null, 'x'] },
  id: { definition: 'ID = "x"', values: ['y', 3, null] },
};

/** The fields that take arguments, with what is given to them. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  setUserMediaState: [
    'input: $input',
    'input: { roomId: $room, userId: "29376", state: $state, reason: $reason }',
    'input: { roomId: 10006, userId: "nobody", state: AUDIO_DISABLED }',
  ],
  addToBlacklist: [
    'input: { userId: $user, users: $users }',
    'input: { userId: 10001, users: [{ userId: $user, ext: $ext }, { userId: 12 }], reason: $reason }',
    'input: { userId: 1, users: { userId: 1 } }',
  ],
  moderationActions: ['first: $first', 'first: 1, filter: { roomId: $room }', 'filter: { actor: $reason }'],
  moderationAction: ['id: $id'],
};

/**
 * A document for the schema, whose fragments are spread several times and at any depth, under conditions and without.
 * Most are valid: where the same response name has two meanings, it is not.
 */
export function generatedDocument(schema: GraphQLSchema, pick: Pick): string {
  const mutation = pick(2) === 0;
  const root = (mutation ? schema.getMutationType() : schema.getQueryType()) as GraphQLNamedType;
  const selections = new Selections(schema, pick);
  const operation = selections.set(root, 1);
  const variables = [...selections.variables].map((name) => `$${name}: ${VARIABLES[name]?.definition}`);
  const head = `${mutation ? 'mutation' : 'query'} Generated${variables.length > 0 ? `(${variables.join(', ')})` : ''}`;
  return [`${head} ${operation}`, ...selections.fragments.values()].join('\n');
}

class Selections {
  readonly #schema: GraphQLSchema;
  readonly #pick: Pick;
  readonly #open = new Set<string>();
  #roots = 0;
  /** Those that are used. */
  readonly variables = new Set<string>();
  readonly fragments = new Map<string, string>();

  constructor(schema: GraphQLSchema, pick: Pick) {
    this.#schema = schema;
    this.#pick = pick;
  }

  set(type: GraphQLNamedType, depth: number): string {
    const selections = Array.from({ length: 1 + this.#pick(4) }, () => this.#selection(type, depth));
    return `{ ${selections.join(' ')} }`;
  }

  #selection(type: GraphQLNamedType, depth: number): string {
    const kind = this.#pick(6);
    if (kind === 0 && depth < 6) return this.#spread(type, depth);
    if (kind === 1 && depth < 6) {
      const members = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [];
      return this.#inline(this.#oneOf([...members, type]), depth);
    }
    if (isUnionType(type)) {
      const errors = this.#schema.getType('ModerationError') as GraphQLNamedType;
      return kind < 4 && depth < 7 ? this.#inline(errors, depth) : '__typename';
    }
    return this.#field(type, depth);
  }

  #inline(type: GraphQLNamedType, depth: number): string {
    return `... on ${type.name}${this.#condition()} ${this.set(type, depth + 1)}`;
  }

  /** Not of a fragment that is not whole yet, so that none ever holds itself. */
  #spread(type: GraphQLNamedType, depth: number): string {
    const name = `${type.name}${this.#pick(2)}`;
    if (this.#open.has(name)) return '__typename';
    if (!this.fragments.has(name)) {
      this.#open.add(name);
      this.fragments.set(name, `fragment ${name} on ${type.name} ${this.set(type, depth + 1)}`);
      this.#open.delete(name);
    }
    return `...${name}${this.#condition()}`;
  }

  #field(type: GraphQLNamedType, depth: number): string {
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    const fitting = fields.filter(
      ({ name, type }) => !UNLIKE.has(name) && (depth < 7 || isLeafType(getNamedType(type))),
    );
    if (fitting.length === 0) return `__typename${this.#condition()}`;
    const field = this.#oneOf(fitting);
    const taking = ARGUMENTS[field.name];
    // What is answered under one name has to be asked for alike.
    const alias = taking ? `r${this.#roots++}: ` : this.#pick(8) === 0 ? `${field.name}_: ` : '';
    const given = taking ? this.#using(`(${this.#oneOf(taking)})`) : '';
    const named = getNamedType(field.type);
    const within = isLeafType(named) ? '' : ` ${this.set(named, depth + 1)}`;
    return `${alias}${field.name}${given}${this.#condition()}${within}`;
  }

  #condition(): string {
    if (this.#pick(3) > 0) return '';
    const value = this.#oneOf(['$sure', '$include', '$skip', 'true', 'false']);
    return this.#using(` @${this.#oneOf(['include', 'skip'])}(if: ${value})`);
  }

  #using(text: string): string {
    for (const [, name = ''] of text.matchAll(/\$(\w+)/g)) this.variables.add(name);
    return text;
  }

  #oneOf<Of>(values: readonly Of[]): Of {
    return values[this.#pick(values.length)] as Of;
  }
}
