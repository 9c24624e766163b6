import {
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { MODERATION_ERRORS } from '../errors/errors-of-every-mutation.js';
import type { Answer } from './answer.js';
import { type AnswerType, journalName, type Operation } from './operation.js';

/** Reads recorded answers from their JSON. */
export class RecordedAnswers {
  readonly #schema: GraphQLSchema;
  readonly #types: ReadonlyMap<string, { readonly prototype: object }>;
  /** By the operation's name in the journal. */
  readonly #answers: ReadonlyMap<string, readonly AnswerType[]>;

  constructor(schema: GraphQLSchema, operations: readonly Operation[]) {
    this.#schema = schema;
    const types = [...operations.flatMap(({ answers }) => answers), ...MODERATION_ERRORS];
    this.#types = new Map(types.map((type) => [type.name, type]));
    this.#answers = new Map(operations.map((operation) => [journalName(operation), operation.answers]));
  }

  /** Undefined when a newer version recorded the answer with types or values that this version does not have. */
  read(json: string, operation: string): Answer | undefined {
    const answer = JSON.parse(json, (_key, value) => {
      const type = this.#types.get(value?.__typename);
      if (!type) return value;
      const { __typename: _, ...fields } = value;
      return Object.assign(Object.create(type.prototype), fields);
    });
    const isOfOperation = this.#answers.get(operation)?.includes(answer.constructor);
    return isOfOperation && this.#hasKnownValues(answer, answer.constructor.name) ? answer : undefined;
  }

  /** Whether this version's schema has all values in an object of the type `typeName`. */
  #hasKnownValues(object: object, typeName: string): boolean {
    const type = this.#schema.getType(typeName);
    if (!isObjectType(type)) return false;
    const values = object as Readonly<Record<string, unknown>>;
    return Object.values(type.getFields()).every((field) => this.#isKnown(values[field.name], field.type));
  }

  #isKnown(value: unknown, type: GraphQLOutputType): boolean {
    if (isNonNullType(type)) return !isAbsent(value) && this.#isKnown(value, type.ofType);
    if (isAbsent(value)) return true;
    if (isListType(type)) {
      return Array.isArray(value) && value.every((entry) => this.#isKnown(entry, type.ofType));
    }
    if (isEnumType(type)) return type.getValues().some((known) => known.value === value);
    if (isObjectType(type)) return this.#hasKnownValues(value, type.name);
    if (!isAbstractType(type)) return true;
    const member = this.#schema.getType(value.constructor.name);
    return (
      isObjectType(member) && this.#schema.isSubType(type, member) && this.#hasKnownValues(value, member.name)
    );
  }
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
