import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Dialect } from './old-actions.js';
import { FEED, LOCK_CLASS } from './place-locks.js';

/**
 * The order in which actions begin and end, as all readers of the feed see it. No row is ever inserted before one that was
 * readable. Triggers write the rows, so actions of older gateways have theirs too.
 */
export interface FeedTable {
  /** From 1. There may be gaps. */
  place: number;
  /** The action. It may have been deleted since. For `FEED_STARTS`, an id that no other journal has. */
  action_id: string;
  /** `FEED_STARTS`, `FEED_BEGUN` or `FEED_ENDED`. */
  kind: number;
}

export const FEED_BEGUN = 0;
export const FEED_ENDED = 1;
/** The row that is there before any action, so that every journal has a place to read from. */
const FEED_STARTS = 2;

/** PostgreSQL tells on this channel that the feed has grown. There is no payload: a reader reads on from its place. */
export const FEED_CHANNEL = 'moderation_feed';

/**
 * While a migration waits for a lock on `actions`, every gateway that writes there waits behind it. If something else
 * holds the lock longer, the migration gives up and is tried again.
 */
const LOCK_TIMEOUT = '1200ms';

export async function createFeed(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await (dialect === 'sqlite' ? createOnSqlite(db) : createOnPostgres(db));
}

/** One thread writes, so rowids are in the order of the commits. */
async function createOnSqlite(db: Kysely<unknown>): Promise<void> {
  await sql`create table feed (place integer primary key, action_id text not null, kind integer not null)`.execute(
    db,
  );
  await sql`insert into feed (action_id, kind) values (${randomUUID()}, ${sql.lit(FEED_STARTS)})`.execute(db);
  await sql`insert into feed (action_id, kind)
    select id, ${sql.lit(FEED_BEGUN)} from actions where status = 'PENDING' order by id`.execute(db);
  await sql`create trigger feed_begun after insert on actions begin
      insert into feed (action_id, kind) values (new.id, ${sql.lit(FEED_BEGUN)});
    end`.execute(db);
  await sql`create trigger feed_ended after update of status on actions
    when new.status is not old.status and new.status <> 'PENDING' begin
      insert into feed (action_id, kind) values (new.id, ${sql.lit(FEED_ENDED)});
    end`.execute(db);
}

/**
 * The triggers are deferred: they run within the commit. So the lock that makes the order is taken last, when the transaction
 * waits for nothing else any more, and is held while the server commits, whatever becomes of the gateway. Whoever gets a
 * greater number gets it after all smaller ones can be read.
 */
async function createOnPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`create sequence feed_place`.execute(db);
  await sql`create table feed (place bigint primary key, action_id uuid not null, kind smallint not null)`.execute(
    db,
  );
  await sql`insert into feed (place, action_id, kind)
    values (nextval('feed_place'), ${randomUUID()}, ${sql.lit(FEED_STARTS)})`.execute(db);
  await sql`create function put_into_feed() returns trigger language plpgsql as ${sql.raw(`$$
    begin
      perform pg_advisory_xact_lock(${LOCK_CLASS}, ${FEED});
      insert into feed (place, action_id, kind) values (nextval('feed_place'), new.id, tg_argv[0]::smallint);
      perform pg_notify('${FEED_CHANNEL}', '');
      return null;
    end $$`)}`.execute(db);
  await sql`set local lock_timeout = ${sql.lit(LOCK_TIMEOUT)}`.execute(db);
  const begun = sql`create constraint trigger feed_begun after insert on actions deferrable initially deferred
    for each row execute function put_into_feed(${sql.lit(String(FEED_BEGUN))})`;
  const ended = sql`create constraint trigger feed_ended after update of status on actions deferrable initially deferred
    for each row when (new.status is distinct from old.status and new.status <> 'PENDING')
    execute function put_into_feed(${sql.lit(String(FEED_ENDED))})`;
  // Their ends will have places.
  const pending = sql`insert into feed (place, action_id, kind)
    select nextval('feed_place'), id, ${sql.lit(FEED_BEGUN)} from (select id from actions where status = 'PENDING' order by id) as open`;
  // These statements lock `actions`. They go in one message, so that a slow network does not prolong the lock.
  await sql.join([begun, ended, pending], sql`; `).execute(db);
}
