import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { DismissRoomDocument, SetUserMediaStateDocument } from '../generated/graphql.js';
import { send, sendText } from '../graphql-client.js';
import { bothDatabases } from '../history/both-databases.js';
import { EVERYWHERE, SECRET, tokenOf } from '../history/signed-callers.js';
import { NOTHING_AGAIN, startSandboxWithoutEvents } from '../sandbox-gateway.js';
import { ACTIONS, eventsIn, follow, lastCursor, storyOf } from './followed-actions.js';
import { type StreamAnswer, StreamReader } from './stream-reader.js';

const ALL = 'moderation:audit moderation:media moderation:rooms moderation:blacklist';
const admin = tokenOf('admin', { scope: ALL, ...EVERYWHERE });
const inRoom = (rooms: number[]) => tokenOf('one-room', { scope: ALL, ...EVERYWHERE, rooms, str_rooms: [] });

let sandbox: Sandbox;

describe.each(bothDatabases())('on %s', (_database, databaseUrl) => {
  beforeAll(async () => {
    sandbox = await startSandboxWithoutEvents({
      DATABASE_URL: databaseUrl(),
      AUTH_JWT_SECRET: SECRET.toString(),
      ...NOTHING_AGAIN,
    });
  });
  afterAll(() => sandbox?.close());

  const mute = (userId = '29376', roomId = 10006, token = admin) =>
    send(
      sandbox,
      SetUserMediaStateDocument,
      { input: { roomId, userId, state: 'AUDIO_DISABLED' } },
      { token },
    );
  const ended = (count: number) => (answers: readonly StreamAnswer[]) =>
    eventsIn(answers).filter(({ kind }) => kind === 'ENDED').length >= count;

  describe('Subscription.moderationActions', () => {
    it('tells a cursor first, and then the beginning and the end of each action as it was then', async () => {
      const reader = await follow(sandbox, {}, admin);
      const { headers } = reader.response;
      expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
      expect(headers.get('x-accel-buffering')).toBe('no');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(reader.answers[0]?.data).toEqual({
        moderationActions: { cursor: expect.any(String), kind: null, action: null },
      });
      await mute();
      await reader.until(ended(1));
      await reader.close();
      const [begun, end] = eventsIn(reader.answers);
      expect(begun).toMatchObject({
        kind: 'BEGUN',
        action: {
          status: 'PENDING',
          operation: 'SET_USER_MEDIA_STATE',
          actor: 'admin',
          attempts: 0,
          finishedAt: null,
          targets: [{ userId: '29376', outcome: 'PENDING' }],
        },
      });
      expect(end).toMatchObject({
        kind: 'ENDED',
        action: { id: begun?.action.id, status: 'APPLIED', attempts: 1, finishedAt: expect.any(String) },
      });
    });

    it('tells what was missed since a cursor, once and in order, and goes on', async () => {
      const first = await follow(sandbox, {}, admin);
      const { cursor: start } = first.answers[0]?.data.moderationActions ?? {};
      await mute();
      await mute();
      await first.until(ended(2));
      const between = eventsIn(first.answers)[1]?.cursor;
      const all = await follow(sandbox, { after: start }, admin);
      await all.until(ended(2));
      expect(eventsIn(all.answers)).toEqual(eventsIn(first.answers));
      const rest = await follow(sandbox, { after: between }, admin);
      await mute();
      await Promise.all(
        [first, all, rest].map((reader, index) => reader.until(ended([3, 3, 2][index] ?? 0))),
      );
      expect(eventsIn(rest.answers)).toEqual(eventsIn(first.answers).slice(2));
      const none = await follow(sandbox, { after: lastCursor(first) }, admin);
      await mute();
      await none.until(ended(1));
      expect(storyOf(none.answers)).toEqual(['BEGUN PENDING', 'ENDED APPLIED']);
      for (const reader of [first, all, rest, none]) await reader.close();
    });

    it('tells only what the token names and the filter wants', async () => {
      const ofRoom = await follow(sandbox, {}, inRoom([10006]));
      const ofOther = await follow(sandbox, {}, inRoom([555]));
      const applied = await follow(sandbox, { filter: { status: ['APPLIED'] } }, admin);
      const dismissals = await follow(sandbox, { filter: { operation: ['DISMISS_ROOM'] } }, admin);
      await mute();
      await send(sandbox, DismissRoomDocument, { input: { strRoomId: 'nowhere' } }, { token: admin });
      await dismissals.until(ended(1));
      await applied.until(ended(1));
      await ofRoom.until(ended(1));
      expect(storyOf(ofRoom.answers)).toEqual(['BEGUN PENDING', 'ENDED APPLIED']);
      expect(storyOf(applied.answers)).toEqual(['ENDED APPLIED']);
      expect(eventsIn(dismissals.answers).map(({ action }) => action.operation)).toEqual([
        'DISMISS_ROOM',
        'DISMISS_ROOM',
      ]);
      expect(storyOf(ofOther.answers)).toEqual([]);
      for (const reader of [ofRoom, ofOther, applied, dismissals]) await reader.close();
    });

    it('tells both of a denial', async () => {
      const reader = await follow(sandbox, { filter: { actor: 'denied' } }, admin);
      const token = tokenOf('denied', { scope: 'moderation:media', rooms: [1] });
      await mute('29376', 10006, token);
      await reader.until(ended(1));
      await reader.close();
      expect(storyOf(reader.answers)).toEqual(['BEGUN PENDING', 'ENDED DENIED']);
    });

    const otherPlace = Buffer.from('1.AAAAAAAA').toString('base64url');
    const laterPlace = Buffer.from('999999.AAAAAAAA').toString('base64url');
    it.each([
      ['nonsense', 'MALFORMED', /cursor of a gateway/],
      ['', 'MALFORMED', /cursor of a gateway/],
      [otherPlace, 'EXPIRED', /lost.*read moderationActions/],
      [laterPlace, 'EXPIRED', /lost.*read moderationActions/],
    ])('refuses the cursor "%s" as %s in words, and names the argument', async (after, code, words) => {
      const reader = await StreamReader.open(sandbox, {
        query: ACTIONS,
        variables: { after },
        token: admin,
      });
      await reader.ended;
      expect(reader.complete).toBe(true);
      expect(reader.answers).toMatchObject([
        {
          errors: [
            {
              message: expect.stringMatching(words),
              extensions: { code: 'INVALID_INPUT', issues: [{ path: 'after', code }] },
            },
          ],
        },
      ]);
    });

    it('goes on where a page of actions has ended', async () => {
      await mute();
      const query = '{ moderationActions(first: 1) { feedCursor edges { node { id } } } }';
      const { data } = await sendText(sandbox, query, {}, { token: admin });
      const { feedCursor: after } = (data as { moderationActions: { feedCursor: string } }).moderationActions;
      const { data: answer } = await mute();
      const reader = await follow(sandbox, { after }, admin);
      await reader.until(ended(1));
      await reader.close();
      const { actionId } = answer?.setUserMediaState ?? {};
      expect(eventsIn(reader.answers).map(({ action }) => action.id)).toEqual([actionId, actionId]);
    });

    it('tells the links of an action', async () => {
      const links = 'undoes { id } undoneBy { id } causedBy { id } restriction { id }';
      const query = `subscription { moderationActions { cursor kind action { id ${links} } } }`;
      const reader = await StreamReader.open(sandbox, { query, token: admin });
      await reader.until((answers) => answers.length > 0);
      await mute();
      await reader.until(ended(1));
      await reader.close();
      const none = { undoes: null, undoneBy: null, causedBy: null, restriction: null };
      expect(reader.answers.at(-1)).toMatchObject({ data: { moderationActions: { action: none } } });
      expect(reader.answers.flatMap(({ errors = [] }) => errors)).toEqual([]);
    });

    it('needs the scope moderation:audit', async () => {
      const token = tokenOf('moderator', { scope: 'moderation:media', ...EVERYWHERE });
      const reader = await StreamReader.open(sandbox, { query: ACTIONS, token });
      await reader.ended;
      expect(reader.answers).toMatchObject([
        { errors: [{ extensions: { code: 'FORBIDDEN', missingGrant: 'moderation:audit' } }] },
      ]);
    });

    it('serves the client of graphql-sse', async () => {
      const client = createClient({
        url: `${sandbox.url}/graphql/stream`,
        headers: { authorization: `Bearer ${admin}` },
      });
      const kinds: (string | null)[] = [];
      for await (const { data } of client.iterate({ query: 'subscription { moderationActions { kind } }' })) {
        kinds.push((data as { moderationActions: { kind: string | null } }).moderationActions.kind);
        if (kinds.length === 1) void mute();
        if (kinds.length === 3) break;
      }
      expect(kinds).toEqual([null, 'BEGUN', 'ENDED']);
      client.dispose();
    });
  });

  describe('requests', () => {
    it('tells at /graphql where subscriptions are served', async () => {
      for (let times = 0; times < 8; times += 1) {
        const { status, errors } = await sendText(
          sandbox,
          'subscription { moderationActions { kind } }',
          {},
          { token: admin },
        );
        expect(status).toBe(400);
        expect(errors?.[0]?.message).toContain('/graphql/stream');
      }
    });

    it('tells at /graphql/stream where queries are served, and what is wrong with a document', async () => {
      for (const [query, words] of [
        ['{ viewer { __typename } }', 'send queries and mutations to /graphql'],
        ['subscription { moderationActions { none } }', 'Cannot query field "none"'],
        ['subscription {', 'Syntax Error'],
      ]) {
        const reader = await StreamReader.open(sandbox, { query: query ?? '', token: admin });
        await reader.ended;
        expect(reader.answers[0]?.errors?.[0]?.message).toContain(words);
        expect(reader.complete).toBe(true);
      }
    });

    it('refuses a missing token before anything else', async () => {
      const reader = await StreamReader.open(sandbox, { query: 'no', token: 'none' });
      expect(reader.response.status).toBe(401);
    });
  });
});
