/** Holds what a subscriber of the new gateway was told against the feed in the database. Each difference is a line. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { follow, lastCursor } from '../feed/followed-actions.js';
import { PersistentReader } from '../feed/persistent-reader.js';

/** A stream of a reader who is calm, and what an answer takes on a busy machine. */
const CAUGHT_UP_WITHIN_MS = 20_000;

/** Follows all actions at the new gateway, through streams that break off at random. */
export async function followAll(databaseUrl: string, url: string, token: string) {
  const first = await follow({ url }, {}, token);
  const after = lastCursor(first);
  await first.close();
  const reader = new PersistentReader({ urls: () => [url], token, after, random: Math.random });
  const from = Number(Buffer.from(after, 'base64url').toString().split('.')[0]);
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query("select nextval('action_number') as number");
  await client.end();
  return { reader, from, firstNumber: Number(rows[0].number) };
}

/** Ends the reader when it has caught up. The gateway must run still, and must have nothing more to do. */
export async function compareWithFeed(
  databaseUrl: string,
  { reader, from, firstNumber }: Awaited<ReturnType<typeof followAll>>,
): Promise<{ events: number; actions: number; streams: number; faults: string[] }> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query(
    "select case kind when 0 then 'BEGUN' else 'ENDED' end || ' ' || action_id as event from feed where place > $1 order by place",
    [from],
  );
  const feed = rows.map(({ event }) => event as string);
  // The numbers of actions of either version come from one sequence, in the order in which they began.
  const { rows: actions } = await client.query('select id from actions where number >= $1', [firstNumber]);
  await client.end();
  reader.calm = true;
  const endsAt = performance.now() + CAUGHT_UP_WITHIN_MS;
  while (reader.story.length < feed.length && performance.now() < endsAt) await sleep(100);
  await reader.end();

  const places = new Map(feed.map((event, at) => [event, at]));
  const { story } = reader;
  const at = story.findIndex((event, index) => event !== feed[index]);
  return {
    events: feed.length,
    actions: actions.length,
    streams: reader.streams,
    faults: [
      ...(story.length < feed.length
        ? [`a subscriber was told ${story.length} of ${feed.length} events`]
        : []),
      ...(at >= 0 ? [`a subscriber was told ${story[at]} as event ${at}, and the feed has ${feed[at]}`] : []),
      ...actions
        .filter(
          ({ id }) =>
            !((places.get(`BEGUN ${id}`) ?? Number.POSITIVE_INFINITY) < (places.get(`ENDED ${id}`) ?? -1)),
        )
        .map(({ id }) => `${id} has no beginning and end in the feed, in this order`),
    ],
  };
}
