import { readFileSync } from 'node:fs';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  parse,
  validate,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { exampleOperations } from '../src/playground/example-operations.js';
import { buildGatewaySchema, schemaText } from '../src/schema.js';

const schema = buildGatewaySchema();
const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));

/** The parts of `type` that a reader of the docs can click on, each as `Type.field(argument)`. */
function partsOf(type: (typeof types)[number]): [string, string | null | undefined][] {
  const own: [string, string | null | undefined] = [type.name, type.description];
  if (isEnumType(type)) {
    return [
      own,
      ...type.getValues().map((value): typeof own => [`${type.name}.${value.name}`, value.description]),
    ];
  }
  if (isObjectType(type) || isInterfaceType(type)) {
    return [
      own,
      ...Object.values(type.getFields()).map((field): typeof own => [
        `${type.name}.${field.name}`,
        field.description,
      ]),
    ];
  }
  if (isInputObjectType(type)) {
    return [
      own,
      ...Object.values(type.getFields()).map((field): typeof own => [
        `${type.name}.${field.name}`,
        field.description,
      ]),
    ];
  }
  return [own];
}

describe('the schema', () => {
  it('is the committed one', () => {
    expect(schemaText(schema)).toBe(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));
  });

  it('describes every type, field and value', () => {
    const undescribed = types
      .flatMap(partsOf)
      .filter(([name, description]) => !description && !['Query', 'Mutation'].includes(name));
    expect(undescribed).toEqual([]);
  });

  it('has an error interface that every error type implements, and nothing else', () => {
    const errors = types.filter(isObjectType).filter(({ name }) => name.endsWith('Error'));
    expect(errors.length).toBeGreaterThan(10);
    for (const type of errors)
      expect(type.getInterfaces().map(({ name }) => name)).toEqual(['ModerationError']);
    const implementations = schema.getImplementations(schema.getType('ModerationError') as never).objects;
    expect(implementations.map(({ name }) => name).sort()).toEqual(errors.map(({ name }) => name).sort());
  });

  it('lists in each union its success and its errors', () => {
    const members = Object.fromEntries(
      types.filter(isUnionType).map((type) => [type.name, type.getTypes().map(({ name }) => name)]),
    );
    const errors = [
      'ApplicationNotFoundError',
      'InvalidInputError',
      'ForbiddenError',
      'VendorPermissionDeniedError',
      'RateLimitedError',
      'VendorUnavailableError',
      'VendorInternalError',
      'GatewayUnavailableError',
      'IdempotencyConflictError',
      'UnknownVendorError',
    ];
    expect(members).toEqual({
      SetUserMediaStateResult: [
        'SetUserMediaStateSuccess',
        'RoomNotFoundError',
        'UserNotInRoomError',
        ...errors,
      ],
      AddToBlacklistResult: ['AddToBlacklistSuccess', 'AddToBlacklistPartialFailure', ...errors],
    });
  });

  it('gives a field that two union members share one type, so that any selection of both is valid', () => {
    for (const union of types.filter(isUnionType)) {
      const typeOf = new Map<string, string>();
      for (const member of union.getTypes()) {
        for (const field of Object.values(member.getFields())) {
          const earlier = typeOf.get(field.name) ?? String(field.type);
          expect(`${field.name}: ${field.type}`).toBe(`${field.name}: ${earlier}`);
          typeOf.set(field.name, earlier);
        }
      }
    }
  });

  it.each(exampleOperations)("accepts the playground's example %#", ({ query }) => {
    const committed = buildSchema(schemaText(schema));
    expect(validate(committed, parse(query))).toEqual([]);
  });
});
