import { type Kysely, sql } from 'kysely';
import type { Dialect } from './old-actions.js';

/**
 * The tables of what must hold for people's audio and video, which `src/restrictions/` reads and writes. Switches are 1 for
 * enabled and 0 for disabled. Times are in milliseconds since the epoch, on the database's clock.
 */
export interface MediaInstructionsTable {
  /** The action that gave the instruction. */
  action_id: string;
  place: string;
  /** Empty: the instruction is on everybody in the room but some. */
  user_id: string;
  /** The action's number: a greater one is newer. */
  number: number;
  /** Of the action. Repeated here for pages of restrictions. */
  actor: string;
  application_id: number;
  /** Null: the instruction says nothing of the medium. */
  audio: number | null;
  video: number | null;
  given_at: number;
  /** Null: the instruction is plain. `ENDLESS`: it lasts until it is lifted. */
  ends_at: number | null;
  /** When its end is tried next: `ends_at`, and later if it failed for now. */
  due_at: number | null;
  /** Set when nothing has to be done any more for its end. */
  ended_at: number | null;
  /** EXPIRED, LIFTED, LEFT or SUPERSEDED. */
  ended_how: string | null;
  /** The action that ended it, unless that action was refused. */
  end_action_id: string | null;
  /** 0: so many newer ones came since that this one can decide nothing any more. It is only shown. */
  counts: number;
  /** 1: it is set again whenever somebody whom it covers comes or publishes. */
  enforced: number;
  /** 1: it is plain although it has an end, as those on rooms have, which are shown. */
  plain: number;
  /** JSON: the ids of the users whom one on a room leaves out. Null: none, or it is on a person. */
  except_ids: string | null;
  /** How often the vendor has set it, and when last. */
  applied: number;
  applied_at: number | null;
  /** When somebody last published in spite of it. */
  violated_at: number | null;
}

/** A call that an action on a whole room makes for one person, and what became of it. */
export interface MediaProgressTable {
  action_id: string;
  user_id: string;
  /** `src/restrictions/room-calls.ts` has the states. */
  state: string;
  /** 1: the call only undoes what an older action on the room had set. */
  frees: number;
  /** 0: the person publishes. 1: they can. 2: nobody knows whether they can. */
  rank: number;
  /** When the call is made next, or given up by the gateway that makes it. Null: nothing is to be done any more. */
  due_at: number | null;
}

/** The end of what lasts until it is lifted: the last time that a date can have, in milliseconds since the epoch. */
export const ENDLESS = 8_640_000_000_000_000;

/** What was sent to the vendor for a person, and who may send. */
export interface MediaPeopleTable {
  place: string;
  user_id: string;
  /** JSON: the fields of the vendor's call that name the person. */
  call: string;
  /** The gateway that may send, and until when. Null: nobody sends. */
  owner: string | null;
  owned_until: number;
  /** Counts how often the turn to send was taken. */
  turns: number;
  /** What was sent last. Null: nothing yet. */
  audio: number | null;
  video: number | null;
  sent_at: number;
  /** When the state must be sent once more, because of an attempt whose fate is unknown. */
  again_at: number | null;
  /** When the first of these attempts was made. */
  doubt_since: number | null;
  /** When the vendor last answered that it has set what was sent. */
  answered_at: number | null;
  /** The newest event of the person, on the vendor's clock, that was known when that was sent. */
  seen_to: number | null;
  /**
   * What was disabled when something was sent last, also before the person left: 1 for the audio, 2 for the video, 3 for both. Null:
   * nothing was sent.
   */
  blocked: number | null;
  /** Since when what was sent may outlast what asked for it, because the person was away when that ended. */
  owed_since: number | null;
  /** JSON: when the person was lately enforced on. `src/restrictions/flapping.ts` says how. */
  enforced_at: string | null;
}

/** Locks no table that older gateways use. */
export async function createMedia(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const id = dialect === 'postgres' ? 'uuid' : 'text';
  // Each mute writes into these tables, so they have few indexes. Those on a condition have no entry of a plain mute. SQLite keeps
  // the rows in the index of their key, instead of beside it.
  const end = dialect === 'postgres' ? sql`` : sql`without rowid`;
  await db.schema
    .createTable('media_instructions')
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('action_id', id, (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('application_id', 'bigint', (column) => column.notNull())
    .addColumn('audio', 'integer')
    .addColumn('video', 'integer')
    .addColumn('given_at', 'bigint', (column) => column.notNull())
    .addColumn('ends_at', 'bigint')
    .addColumn('ended_at', 'bigint')
    .addColumn('ended_how', 'text')
    .addColumn('end_action_id', id)
    .addColumn('due_at', 'bigint')
    .addColumn('counts', 'integer', (column) => column.notNull().defaultTo(1))
    // Those that count lie together.
    .addPrimaryKeyConstraint('media_instructions_key', ['place', 'user_id', 'counts', 'number'])
    .modifyEnd(end)
    .execute();
  await sql`create unique index media_instructions_by_action on media_instructions (action_id)`.execute(db);
  await sql`create index media_instructions_due on media_instructions (due_at, ends_at)
    where ends_at is not null and ended_at is null`.execute(db);
  await sql`create index media_instructions_by_end on media_instructions (end_action_id)
    where end_action_id is not null`.execute(db);
  await indexRestrictions(db);
  await db.schema
    .createTable('media_people')
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('owner', 'text')
    .addColumn('owned_until', 'bigint', (column) => column.notNull())
    .addColumn('turns', 'bigint', (column) => column.notNull())
    .addColumn('audio', 'integer')
    .addColumn('video', 'integer')
    .addColumn('sent_at', 'bigint', (column) => column.notNull())
    .addColumn('again_at', 'bigint')
    .addColumn('doubt_since', 'bigint')
    .addColumn('call', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('media_people_key', ['place', 'user_id'])
    .modifyEnd(end)
    .execute();
  await sql`create index media_people_again on media_people (again_at) where again_at is not null`.execute(
    db,
  );
}

/**
 * The indexes for pages of restrictions, which are the instructions with an end. Those that have not ended have a run of their own,
 * and so have the numeric rooms and the string rooms of an application, because a reader may see only one of these. The columns after the
 * action let a query skip entries without reading the table.
 */
async function indexRestrictions(db: Kysely<unknown>): Promise<void> {
  const kind = 'substr(place, 1, 1)';
  const indexes = {
    place: { runs: ['place'], others: ['actor', 'user_id'] },
    user: { runs: ['user_id'], others: ['place', 'application_id', 'actor'] },
    actor: { runs: ['actor', 'application_id', kind], others: ['user_id'] },
    application: { runs: ['application_id', kind], others: ['user_id'] },
  };
  for (const [name, { runs, others }] of Object.entries(indexes)) {
    const columns = [...runs, '(ended_at is null)', 'action_id', ...others].join(', ');
    await sql`create index ${sql.ref(`restrictions_by_${name}`)} on media_instructions (${sql.raw(columns)})
      where ends_at is not null`.execute(db);
  }
}

/** How long the change of a table waits for others that use it. Whoever comes behind it waits as long. */
const LOCK_TIMEOUT = '1200ms';

/** What is enforced, and what is said of whole rooms. Older gateways go on with the tables meanwhile. */
export async function addEnforcement(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const added = {
    media_instructions: [
      'enforced integer not null default 0',
      'plain integer not null default 0',
      'except_ids text',
      'applied integer not null default 0',
      'applied_at bigint',
      'violated_at bigint',
    ],
    media_people: [
      'answered_at bigint',
      'seen_to bigint',
      'blocked integer',
      'owed_since bigint',
      'enforced_at text',
    ],
  };
  if (dialect === 'postgres') await sql`set local lock_timeout = ${sql.lit(LOCK_TIMEOUT)}`.execute(db);
  for (const [table, columns] of Object.entries(added)) {
    for (const column of columns) {
      await sql`alter table ${sql.table(table)} add column ${sql.raw(column)}`.execute(db);
    }
  }
  await sql`create index media_instructions_enforced on media_instructions (place, user_id)
    where enforced = 1 and ended_at is null`.execute(db);
  await sql`create index media_people_owed on media_people (place, user_id) where owed_since is not null`.execute(
    db,
  );
  await db.schema
    .createTable('media_progress')
    .addColumn('action_id', dialect === 'postgres' ? 'uuid' : 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('frees', 'integer', (column) => column.notNull())
    .addColumn('rank', 'integer', (column) => column.notNull())
    .addColumn('due_at', 'bigint')
    .addPrimaryKeyConstraint('media_progress_key', ['action_id', 'user_id'])
    .modifyEnd(dialect === 'postgres' ? sql`` : sql`without rowid`)
    .execute();
  await sql`create index media_progress_due on media_progress (due_at) where due_at is not null`.execute(db);
}
