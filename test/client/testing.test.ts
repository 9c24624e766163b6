import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type DocumentNode,
  execute,
  type FieldNode,
  getOperationAST,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  visit,
} from 'graphql';
import * as client from 'moderation-gateway-client';
import { matchResult, type SetUserMediaStateResult } from 'moderation-gateway-client';
import * as testing from 'moderation-gateway-client/testing';
import {
  addToBlacklistPartialFailure,
  blacklistFailure,
  forbiddenError,
  rateLimitedError,
  setUserMediaStateMutation,
  setUserMediaStateSuccess,
} from 'moderation-gateway-client/testing';
import { describe, expect, it } from 'vitest';
import { buildGatewaySchema } from '../../src/schema.js';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
// What the gateway's scalars refuse is no example.
const gatewaySchema = buildGatewaySchema();
for (const scalar of Object.values(schema.getTypeMap())) {
  if (!isScalarType(scalar) || isSpecifiedScalarType(scalar)) continue;
  const { serialize } = gatewaySchema.getType(scalar.name) as typeof scalar;
  scalar.serialize = serialize;
}

type Factory = (fields?: object) => { __typename?: string };
const factories = new Map(Object.entries(testing) as [string, Factory][]);
const factoryOf = (name: string) => factories.get(name.replace(/^./, (letter) => letter.toLowerCase()));

const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
const answers = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type) && !roots.includes(type) && !type.name.startsWith('__'))
  .map(({ name }) => name);

for (const root of roots) for (const field of Object.values(root?.getFields() ?? {})) field.args = [];

/** Without arguments, which only choose what is answered, and with the name of each type. */
const withNamesOnly = (document: DocumentNode): DocumentNode =>
  visit(document, {
    VariableDefinition: () => null,
    Argument: () => null,
    SelectionSet: (set) => ({ ...set, selections: [...set.selections, TYPE_NAME] }),
  });
const TYPE_NAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

const documents = Object.entries<unknown>(client).filter(([name]) => name.endsWith('Document')) as [
  string,
  DocumentNode,
][];

describe('moderation-gateway-client/testing', () => {
  it.each(answers)('makes a %s, a new one with each call', (name) => {
    const make = factoryOf(name);
    expect(make?.()).toMatchObject({ __typename: name });
    expect(make?.()).toEqual(make?.());
    expect(make?.()).not.toBe(make?.());
  });

  it.each(documents)('makes the data of %s, which the schema answers as it is', async (_name, document) => {
    const operation = getOperationAST(document);
    if (!operation) throw new Error('no operation');
    const kind = operation.operation.replace(/^./, (letter) => letter.toUpperCase());
    const made = factoryOf(`${operation.name?.value}${kind}`)?.();
    expect(made).toBeDefined();

    const { data, errors } = await execute({ schema, document: withNamesOnly(document), rootValue: made });
    expect(errors).toBeUndefined();
    expect(JSON.parse(JSON.stringify(data))).toEqual(made);
  });

  it('makes an error with a code and a message that its type has', () => {
    expect(forbiddenError()).toMatchObject({
      code: 'FORBIDDEN',
      message: 'The token does not allow this; see `missingGrant`.',
      outcome: 'NOT_APPLIED',
    });
    expect(rateLimitedError()).toMatchObject({ code: 'RATE_LIMITED', retryable: true, retryAfterMs: 1000 });
  });

  it('takes the fields that a test is about', () => {
    const failures = [
      blacklistFailure({ userId: '10006', error: forbiddenError({ missingGrant: 'rooms' }) }),
    ];
    expect(addToBlacklistPartialFailure({ failures })).toMatchObject({
      addedUserIds: ['10002'],
      failures: [{ userId: '10006', error: { __typename: 'ForbiddenError', missingGrant: 'rooms' } }],
    });
    // @ts-expect-error: there is no such state.
    setUserMediaStateSuccess({ state: 'AUDIO_DISABLE' });
    // @ts-expect-error: there is no such field.
    setUserMediaStateSuccess({ muted: true });
  });

  it('makes what functions of a front end take', () => {
    const notice = (result: SetUserMediaStateResult) =>
      matchResult(result, {
        SetUserMediaStateSuccess: ({ userId }) => `${userId} is muted.`,
        SetUserMediaStateWaiting: ({ userId }) => `${userId} is muted once there.`,
        otherwise: ({ message }) => message,
      });
    expect(notice(setUserMediaStateSuccess())).toBe('29376 is muted.');
    const refused = setUserMediaStateMutation({ setUserMediaState: forbiddenError({ message: 'No.' }) });
    expect(notice(refused.setUserMediaState)).toBe('No.');
  });
});
