import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import {
  type FieldNode,
  type GraphQLInterfaceType,
  getNamedType,
  getOperationAST,
  isUnionType,
  parse,
} from 'graphql';
import { subscribe } from 'moderation-gateway-client/strings';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { EMULATOR_ENTRIES } from '../src/emulators/emulators.js';
import { readEmulatorConfig } from '../src/emulators/variables.js';
import { exampleOperations, examplesByAnswer } from '../src/playground/example-operations.js';
import { openingExamples } from '../src/sandbox/opening-examples.js';
import type { Sandbox } from '../src/sandbox/sandbox.js';
import { buildGatewaySchema } from '../src/schema.js';
import { APP, CALLBACK_KEY, report } from './events/callbacks.js';
import {
  AddToBlacklistDocument,
  RemoveFromBlacklistDocument,
  SetUserMediaStateDocument,
  UndoModerationActionDocument,
} from './generated/graphql.js';
import { send, sendText } from './graphql-client.js';
import { restrict } from './restriction-queries/timed-mutes.js';
import { NOTHING_AGAIN, startTestSandbox, withoutJitter } from './sandbox-gateway.js';

let sandbox: Sandbox;

beforeAll(async () => {
  const environment = { TRTC_CALLBACK_KEYS: `${APP}:${CALLBACK_KEY}`, ...NOTHING_AGAIN };
  sandbox = await startTestSandbox(environment, withoutJitter);
  await report(sandbox.url, 103, { RoomId: 10006, EventMsTs: Date.now(), UserId: '29376', Role: 20 });
});
afterAll(() => sandbox?.close());
beforeEach(() => {
  for (const [name] of EMULATOR_ENTRIES) sandbox[name].reset();
});

const schema = buildGatewaySchema();
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
const subscriptions = Object.values(schema.getSubscriptionType()?.getFields() ?? {});
const queries = Object.values(schema.getQueryType()?.getFields() ?? {});

it('the playground has an example for each union member, each error, and each query and subscription but those for one action or restriction', () => {
  const unions = Object.values(schema.getTypeMap()).filter(isUnionType);
  const members = unions.flatMap((union) => union.getTypes());
  const errors = schema.getPossibleTypes(schema.getType('ModerationError') as GraphQLInterfaceType);
  const answers = [...queries, ...subscriptions]
    // Nobody knows an action's id before there is one.
    .filter(({ name }) => name !== 'moderationAction' && name !== 'mediaRestriction')
    .map(({ type }) => getNamedType(type));
  const names = [...members, ...errors, ...answers].map(({ name }) => name);

  expect([...examplesByAnswer.keys()].sort()).toEqual([...new Set(names)].sort());
});

it('the playground opens an example for each mutation', () => {
  const opened = exampleOperations.flatMap(({ query }) => rootFields(query));
  expect(opened.sort()).toEqual(mutations.map(({ name }) => name).sort());
});

it('the sandbox prints the examples that the playground opens', async () => {
  expect(await openingExamples()).toEqual(exampleOperations);
});

const tried = [...examplesByAnswer].filter(([name]) => name !== 'GatewayUnavailableError');

it.each(tried)('an example gets a %s from the sandbox', async (name, { query, variables: shown }) => {
  await injectFault(query);
  const variables = await withActionId(name, shown);
  const { anchor = '', admin = '' } = sandbox.tokens ?? {};
  const token = query.includes('choose "anchor"') ? anchor : admin;
  const isSubscription = getOperationAST(parse(query))?.operation === 'subscription';
  const answer = isSubscription
    ? await firstEvent(query, variables, token)
    : await sendText(sandbox, query, variables, { token });

  expect(answer.errors).toBeUndefined();
  const [field = ''] = rootFields(query);
  const answered = (isSubscription ? subscriptions : queries).find((candidate) => candidate.name === field);
  if (answered) {
    expect(getNamedType(answered.type).name).toBe(name);
    expect(answer.data).toEqual({ [field]: expect.anything() });
  } else expect(JSON.stringify(answer.data)).toContain(`"__typename":"${name}"`);
});

async function firstEvent(
  query: string,
  variables: Record<string, unknown>,
  token: string,
): Promise<{ data: unknown; errors?: undefined }> {
  for await (const data of subscribe(`${sandbox.url}/graphql/stream`, () => token, query, variables)) {
    return { data };
  }
  throw new Error('The subscription has no event.');
}

function rootFields(query: string): string[] {
  const selections = getOperationAST(parse(query))?.selectionSet.selections ?? [];
  return selections.map((field) => (field as FieldNode).name.value);
}

/** What has to happen before the examples that need the id of an action. Each returns that id. */
const ACTIONS: Readonly<Record<string, () => Promise<string>>> = {
  UndoModerationActionSuccess: mute,
  LiftRestrictionSuccess: () => restrict(sandbox, { roomId: 10006, userId: '29376', audio: 'DISABLED' }),
  NotUndoableError: async () => {
    const actionId = await mute();
    await answerOf(UndoModerationActionDocument, { actionId });
    return actionId;
  },
  SupersededError: async () => {
    const actionId = await mute();
    await mute();
    return actionId;
  },
  UndoModerationActionPartialFailure: async () => {
    const list = { userId: '10001' };
    const users = ['51', '52'].map((userId) => ({ userId }));
    const actionId = await answerOf(AddToBlacklistDocument, { ...list, users });
    await answerOf(RemoveFromBlacklistDocument, { ...list, userIds: ['51'] });
    await answerOf(AddToBlacklistDocument, { ...list, users: users.slice(0, 1) });
    return actionId;
  },
};

function mute(): Promise<string> {
  const input = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED' as const };
  return answerOf(SetUserMediaStateDocument, input);
}

/** Sends a mutation, and returns the id of its action. */
async function answerOf<Input>(
  document: TypedDocumentNode<object, { input: Input }>,
  input: Input,
): Promise<string> {
  const { data } = await send(sandbox, document, { input });
  const [answer] = Object.values(data ?? {});
  return answer?.actionId;
}

/** Replaces the words that stand for the id of an action. */
async function withActionId(
  name: string,
  variables: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const { input } = variables as { input?: { actionId?: string; restrictionId?: string } };
  const field = input && 'restrictionId' in input ? 'restrictionId' : 'actionId';
  if (!input?.[field]?.includes(' ')) return variables;
  return { input: { ...input, [field]: await ACTIONS[name]?.() } };
}

/** Carries out the command in the example's comment, if there is one. */
async function injectFault(query: string): Promise<void> {
  const [, address, fault] = /^# curl (\S+) -d '(.*)'$/m.exec(query) ?? [];
  if (!address || !fault) return;
  const { port, pathname } = new URL(address);
  const configs = readEmulatorConfig({});
  const emulator = EMULATOR_ENTRIES.find(([name]) => configs[name].port === Number(port));
  if (!emulator) throw new Error(`no emulator has the port ${port}`);
  const url = `${sandbox[emulator[0]].url}${pathname}`;
  const { status } = await fetch(url, { method: 'POST', body: fault });
  expect(status).toBeLessThan(300);
}
