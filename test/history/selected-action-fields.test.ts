import { getNamedType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { buildGatewaySchema } from '../../src/schema.js';
import {
  AddToBlacklistDocument,
  ModerationActionsDocument,
  type ModerationActionsQuery,
  SetUserMediaStateDocument,
} from '../generated/graphql.js';
import { send, sendText, type Target } from '../graphql-client.js';
import { startSandboxWithoutEvents, withoutJitter } from '../sandbox-gateway.js';
import { bothDatabases } from './both-databases.js';
import { EVERYWHERE, SECRET, tokenOf } from './signed-callers.js';

const token = tokenOf('admin', {
  scope: 'moderation:audit moderation:media moderation:blacklist',
  ...EVERYWHERE,
});

type Action = ModerationActionsQuery['moderationActions']['edges'][number]['node'];

/** The fields of the schema's type, with all fields of objects. */
const FIELDS: [name: string, selection: string][] = (() => {
  const type = buildGatewaySchema().getType('ModerationAction');
  if (!isObjectType(type)) throw new Error('no ModerationAction');
  return Object.values(type.getFields()).map((field) => {
    const below = getNamedType(field.type);
    const allBelow = isObjectType(below) ? Object.values(below.getFields()) : [];
    // The links to other actions would go on for ever.
    const own = allBelow.filter(({ type }) => !isObjectType(getNamedType(type))).map(({ name }) => name);
    const names = below === type ? ['id'] : own;
    const fields = names.length > 0 ? ` { ${names.join(' ')} }` : '';
    return [field.name, `${field.name}${fields}`];
  });
})();

describe.each(bothDatabases())('the selected fields of actions in %s', (_, url) => {
  let sandbox: Sandbox;
  let target: Target;
  /** With all fields. */
  let actions: Action[];

  beforeAll(async () => {
    const environment = { AUTH_JWT_SECRET: SECRET.toString(), DATABASE_URL: url() };
    sandbox = await startSandboxWithoutEvents(
      { ...environment, CALLER_REQUESTS_PER_SECOND: '0' },
      withoutJitter,
    );
    target = { url: sandbox.url, tokens: { admin: token } };
    // Keys and values that look like the shown fields, in other places of the input.
    const ext = {
      durationSeconds: '7',
      durationMs: '7',
      state: 'AUDIO_DISABLED',
      inboxType: '3',
      '"inboxType":9,': '\u0000\ud800',
    };
    const mute = (userId: string, roomId = 10006) =>
      send(target, SetUserMediaStateDocument, {
        input: {
          roomId,
          userId,
          state: 'VIDEO_DISABLED',
          reason: 'a "reason"\n',
          idempotencyKey: userId,
        },
      });
    await mute('29376');
    await mute('"state":"AUDIO_DISABLED",');
    await mute('29376 ', 8);
    for (const users of [['10002'], ['10002', '10006', '10001'], ['10006']]) {
      const input = {
        userId: '10001',
        inboxType: 7,
        ...(users.length > 1 && { durationSeconds: 3600 }),
        users: users.map((userId) => ({ userId, ext })),
      };
      await send(target, AddToBlacklistDocument, { input });
    }
    const { data, errors } = await send(target, ModerationActionsDocument, {});
    if (!data) throw new Error(JSON.stringify(errors));
    actions = data.moderationActions.edges.map(({ node }) => node);
  });
  afterAll(() => sandbox.close());

  async function nodes(selection: string, variables?: object): Promise<unknown[]> {
    const query = `query ($yes: Boolean = true, $no: Boolean = false) {
      moderationActions { edges { node { ${selection} } } }
      used: __typename @include(if: $yes) @skip(if: $no)
    }`;
    const { data, errors } = await sendText(target, query, variables);
    expect(errors).toBeUndefined();
    const { moderationActions } = data as { moderationActions: { edges: { node: unknown }[] } };
    return moderationActions.edges.map(({ node }) => node);
  }

  it('have the recorded values', () => {
    expect(actions.map(({ status }) => status)).toEqual([
      'REFUSED',
      'PARTIAL',
      'APPLIED',
      'REFUSED',
      'REFUSED',
      'APPLIED',
    ]);
    expect(actions.map(({ state, inboxType }) => state ?? inboxType)).toEqual([
      7,
      7,
      7,
      'VIDEO_DISABLED',
      'VIDEO_DISABLED',
      'VIDEO_DISABLED',
    ]);
    const durations = actions.map(({ durationSeconds }) => durationSeconds);
    expect(durations).toEqual([null, 3600, null, null, null, null]);
  });

  it.each(FIELDS)('have the same value if only %s is selected', async (name, selection) => {
    const expected = actions.map((action) => ({ [name]: action[name as keyof Action] }));
    expect(await nodes(selection)).toEqual(expected);
    for (const { id } of actions) {
      const { data } = await sendText(target, `{ moderationAction(id: "${id}") { ${selection} } }`);
      const [found] = actions.filter((action) => action.id === id);
      expect(data).toEqual({ moderationAction: { [name]: found?.[name as keyof Action] } });
    }
  });

  it.each(['userId', 'outcome', 'code', 'vendorCode'] as const)(
    'is the same where of a target nothing but %s is',
    async (name) => {
      const expected = actions.map(({ targets }) => ({
        targets: targets.map((target) => ({ [name]: target[name] })),
      }));
      expect(await nodes(`targets { ${name} }`)).toEqual(expected);
    },
  );

  it('are found in fragments, under aliases, and with directives', async () => {
    const selection = `
      who: actor
      ... { room: roomId ... on ModerationAction { reason @include(if: $yes) } }
      ... @include(if: $no) { message }
      ... @skip(if: $no) { code }
      status @skip(if: $yes)
      users: targets { ... on ActionTarget { id: userId } }
      outcomes: targets { outcome @include(if: $yes) code @skip(if: $yes) }`;
    expect(await nodes(selection)).toEqual(
      actions.map(({ actor, roomId, reason, code, targets }) => ({
        who: actor,
        room: roomId,
        reason,
        code,
        users: targets.map(({ userId }) => ({ id: userId })),
        outcomes: targets.map(({ outcome }) => ({ outcome })),
      })),
    );
  });

  it('are answered when a field is selected twice, once in a fragment', async () => {
    const query = `
      query { a: moderationActions { ...Page edges { node { reason } } } b: moderationActions { ...Page ...Page } }
      fragment Page on ModerationActionConnection { edges { node { ...Whose } } edges { cursor } }
      fragment Whose on ModerationAction { targets { userId } targets { outcome } actor }`;
    const { data, errors } = await sendText(target, query);
    expect(errors).toBeUndefined();
    const node = ({ actor, targets }: Action) => ({
      targets: targets.map(({ userId, outcome }) => ({ userId, outcome })),
      actor,
    });
    const cursor = expect.any(String);
    expect(data).toEqual({
      a: { edges: actions.map((action) => ({ node: { ...node(action), reason: action.reason }, cursor })) },
      b: { edges: actions.map((action) => ({ node: node(action), cursor })) },
    });
  });

  it('may be only pageInfo or __typename', async () => {
    const query =
      '{ moderationActions(first: 2) { pageInfo { hasNextPage } edges { cursor node { __typename } } } }';
    const { data } = await sendText(target, query);
    const edge = { cursor: expect.any(String), node: { __typename: 'ModerationAction' } };
    expect(data).toEqual({ moderationActions: { pageInfo: { hasNextPage: true }, edges: [edge, edge] } });
  });
});
