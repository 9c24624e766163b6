import { ModerationActionsFeedDocument, subscribe } from 'moderation-gateway-client/strings';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { SetUserMediaStateDocument } from '../generated/graphql.js';
import { send, sendText } from '../graphql-client.js';
import { EVERYWHERE, SECRET, tokenOf } from '../history/signed-callers.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { NOTHING_AGAIN, startSandboxWithoutEvents } from '../sandbox-gateway.js';

const token = tokenOf('admin', { scope: 'moderation:audit moderation:media', ...EVERYWHERE });

let postgres: PostgresServer;
let sandbox: Sandbox;
beforeAll(async () => {
  postgres = await startPostgres();
  sandbox = await startSandboxWithoutEvents({
    DATABASE_URL: postgres.url,
    AUTH_JWT_SECRET: SECRET.toString(),
    ...NOTHING_AGAIN,
  });
});
afterAll(async () => {
  await sandbox?.close();
  await postgres?.remove();
});

async function mute(userId: string): Promise<string> {
  const input = { roomId: 10006, userId, state: 'AUDIO_DISABLED' } as const;
  const { data } = await send(sandbox, SetUserMediaStateDocument, { input }, { token });
  return data?.setUserMediaState.actionId ?? '';
}

/** As a server has it that took over and did not have the commits after a place. Its sequence may go on there too. */
async function loseAfter(actionId: string, nextPlaces: 'the same' | 'others'): Promise<void> {
  const client = new pg.Client(postgres.url);
  await client.connect();
  const { rows } = await client.query('select max(place) as place from feed where action_id = $1', [
    actionId,
  ]);
  const place = Number(rows[0].place);
  await client.query(
    'delete from actions where id in (select action_id from feed where place > $1 and kind = 0)',
    [place],
  );
  await client.query('delete from feed where place > $1', [place]);
  if (nextPlaces === 'the same') await client.query("select setval('feed_place', $1)", [place]);
  await client.end();
}

const follow = (after: string | null, onRetry = () => {}) =>
  subscribe(
    `${sandbox.url}/graphql/stream`,
    () => token,
    ModerationActionsFeedDocument,
    { after },
    { onRetry },
  );

/** The ids of so many actions that end, and the cursor after the last. */
async function ended(events: ReturnType<typeof follow>, count: number) {
  const ids: string[] = [];
  let cursor = '';
  for await (const { moderationActions: event } of events) {
    cursor = event.cursor;
    if (event.kind === 'ENDED') ids.push(event.action?.id ?? '');
    if (ids.length === count) break;
  }
  return { ids, cursor };
}

async function page(): Promise<{ ids: string[]; feedCursor: string }> {
  const query = '{ moderationActions(first: 100) { feedCursor edges { node { id } } } }';
  const { data } = await sendText(sandbox, query, {}, { token });
  const { moderationActions } = data as {
    moderationActions: { feedCursor: string; edges: { node: { id: string } }[] };
  };
  const { feedCursor, edges } = moderationActions;
  return { feedCursor, ids: edges.map(({ node }) => node.id) };
}

it.each(['the same', 'others'] as const)(
  'tells a reader who comes back that the last actions are lost, and how to go on, where new ones get %s places',
  async (nextPlaces) => {
    const begin = await page();
    const first = await mute('29376');
    const kept = await mute('5');
    const lost = await mute('6');
    const read = await ended(follow(begin.feedCursor), 3);
    expect(read.ids).toEqual([first, kept, lost]);

    await loseAfter(kept, nextPlaces);
    const refused = expect(follow(read.cursor).next()).rejects;
    await refused.toMatchObject({ code: 'INVALID_INPUT', cursorIsGone: true });
    const after = await mute('7');
    await expect(follow(read.cursor).next()).rejects.toMatchObject({ cursorIsGone: true });
    await expect(follow(read.cursor).next()).rejects.toThrow(/may have lost its latest actions/);

    const now = await page();
    expect(now.ids).toEqual(expect.arrayContaining([first, kept, after]));
    expect(now.ids).not.toContain(lost);
    const events = follow(now.feedCursor);
    await events.next();
    const later = await mute('8');
    expect((await ended(events, 1)).ids).toEqual([later]);
  },
  60_000,
);
