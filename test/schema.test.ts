import 'reflect-metadata';
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
import { OPERATIONS } from '../src/operations/operations.js';
import { exampleOperations } from '../src/playground/example-operations.js';
import { buildGatewaySchema, schemaText } from '../src/schema.js';

const schema = buildGatewaySchema();
const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));

type Described = [name: string, description: string | null | undefined];

/** Everything in `type` that has a description, each as `Type.field(argument)`. */
function partsOf(type: (typeof types)[number]): Described[] {
  const own: Described = [type.name, type.description];
  if (isEnumType(type)) return [own, ...type.getValues().map((value) => partOf(type.name, value))];
  if (isInputObjectType(type)) {
    return [own, ...Object.values(type.getFields()).map((field) => partOf(type.name, field))];
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [own];
  const fields = Object.values(type.getFields()).flatMap((field) => [
    partOf(type.name, field),
    ...field.args.map(
      ({ name, description }): Described => [`${type.name}.${field.name}(${name})`, description],
    ),
  ]);
  return [own, ...fields];
}

function partOf(type: string, part: { name: string; description?: string | null | undefined }): Described {
  return [`${type}.${part.name}`, part.description];
}

describe('the schema', () => {
  it('equals the committed schema.graphql', () => {
    expect(schemaText(schema)).toBe(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));
  });

  it('describes every type, field, argument and value', () => {
    const undescribed = types.flatMap(partsOf).filter(([, description]) => !description);
    expect(undescribed).toEqual([]);
  });

  it('has an error interface that exactly the error types implement', () => {
    const errors = types.filter(isObjectType).filter(({ name }) => name.endsWith('Error'));
    expect(errors.length).toBeGreaterThan(10);
    for (const type of errors)
      expect(type.getInterfaces().map(({ name }) => name)).toEqual(['ModerationError']);
    const implementations = schema.getImplementations(schema.getType('ModerationError') as never).objects;
    expect(implementations.map(({ name }) => name).sort()).toEqual(errors.map(({ name }) => name).sort());
  });

  it.each(OPERATIONS.map(({ mutation }) => mutation))(
    'lists in the union of %s its own answers, then its errors, and among these the errors of every mutation',
    (mutation) => {
      const name = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`;
      const union = types.filter(isUnionType).find((type) => type.name === `${name}Result`);
      const members = union?.getTypes().map((type) => type.name) ?? [];
      const isError = (member: string) => member.endsWith('Error');
      const own = members.filter((member) => !isError(member));
      const isSuccess = (member: string) => member === `${name}Success` || member === `${name}Accepted`;
      const others = own.filter((member) => !isSuccess(member));
      expect(own.filter(isSuccess)).toHaveLength(1);
      expect([[], [`${name}PartialFailure`], [`${name}Waiting`]]).toContainEqual(others);
      expect(members.slice(own.length).every(isError)).toBe(true);
      expect(members).toEqual(
        expect.arrayContaining([
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
        ]),
      );
    },
  );

  it('has one type for a field of two union members, so that any selection of both is valid', () => {
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

  it.each([
    ['actionId', 'ID'],
    ['vendorRequestId', 'ID'],
    ['roomId', 'RoomNumber'],
    ['strRoomId', 'String'],
    ['restriction', 'MediaRestriction'],
  ])('has the nullable type %s: %s in every member of every union that has the field', (name, type) => {
    const members = types
      .filter(isUnionType)
      .flatMap((union) => union.getTypes())
      .filter((member) => name in member.getFields());
    expect(members.length).toBeGreaterThan(0);
    for (const member of members) {
      expect(`${member.name} ${member.getFields()[name]?.type}`).toBe(`${member.name} ${type}`);
    }
  });

  it('reads plain properties without resolvers of Type-GraphQL, which would run for each field', () => {
    const withCode = types
      .filter(isObjectType)
      .filter(({ name }) => !['Query', 'Mutation', 'Subscription'].includes(name) && !name.startsWith('__'))
      .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
      .filter(({ field }) => field.resolve !== undefined)
      .map(({ type, field }) => `${type.name}.${field.name}`);
    // These are other rows of the database. They are read only if they are asked for.
    expect(withCode.sort()).toEqual([
      'BlacklistEntry.endsAt',
      'LiftRestrictionSuccess.restriction',
      'MediaRestriction.action',
      'MediaRestriction.progress',
      'ModerationAction.causedBy',
      'ModerationAction.restriction',
      'ModerationAction.undoes',
      'ModerationAction.undoneBy',
      'Participant.audio',
      'Participant.lastAction',
      'Participant.restrictions',
      'Participant.video',
      'Room.participants',
      'SetRoomMediaStateAccepted.restriction',
      'SetUserMediaStateSuccess.restriction',
      'SetUserMediaStateWaiting.restriction',
    ]);
  });

  it.each(exampleOperations)("accepts the playground's example %#", ({ query }) => {
    const committed = buildSchema(schemaText(schema));
    expect(validate(committed, parse(query))).toEqual([]);
  });
});
