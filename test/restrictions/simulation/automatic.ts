import { FEED_BEGUN, FEED_ENDED } from '../../../src/journal/feed-tables.js';
import type { Fact } from '../page-model.js';
import { factsOn } from './facts.js';
import { keyOf } from './simulated-vendor.js';
import type { World } from './world.js';

interface AutomaticRow {
  id: string;
  operation: string;
  /** In milliseconds since the epoch. */
  requested_at: number;
  finished_at: number | null;
  status: string;
  actor: string;
  input: string;
  cause_id: string;
  /** Of the action that is the cause. */
  cause_operation: string | null;
  cause_requested_at: number | null;
}

interface AutomaticInput {
  audio?: string;
  video?: string;
  state?: string;
  ends?: string;
  enforces?: string;
  violated?: string[];
}

/** What was told so shortly before may have been read after it. */
const TOLD_LATE_MS = 1_000;

/** What the gateways did by themselves has a cause that asks for it, and is done once. */
export function automaticFaults(world: World, person: { place: string; userId: string }): string[] {
  const facts = factsOn(world.journal, person.place, person.userId);
  const rows = world.journal.read<AutomaticRow>(
    `select actions.id, actions.operation, actions.requested_at, actions.finished_at, actions.status, actions.actor, actions.input,
        causes.cause_id, cause.operation as cause_operation, cause.requested_at as cause_requested_at
      from actions inner join causes on causes.action_id = actions.id left join actions as cause on cause.id = causes.cause_id
      where actions.acts_in = ? and exists (select 1 from json_each(actions.user_ids) where value = ?)
      order by actions.rowid`,
    person.place,
    person.userId,
  );
  return rows.flatMap((row, index) => [
    ...causeFaults(world, row, facts),
    ...doublingFaults(world, person, rows.slice(0, index), row, facts),
  ]);
}

/** "Actor `gateway`, `causedBy` the action that started the restriction." Of an action on a room: the action that makes the calls. */
function causeFaults(world: World, row: AutomaticRow, facts: readonly Fact[]): string[] {
  const { ends, enforces, violated = [] }: AutomaticInput = JSON.parse(row.input);
  const cause = facts.find(({ id }) => id === row.cause_id);
  const found: string[] = [];
  const fault = (what: string) => found.push(`the automatic ${row.operation} ${row.id} ${what}`);
  if (row.actor !== 'gateway') fault(`is by ${row.actor}`);
  if (row.cause_operation === null) fault(`is caused by ${row.cause_id}, of which nobody knows`);
  else if ((row.cause_requested_at ?? 0) > row.requested_at) fault('is older than its cause');
  if (ends !== undefined) {
    if (ends !== row.cause_id) fault(`ends ${ends}, and is caused by ${row.cause_id}`);
    const endsAt = cause?.kind === 'instruction' ? cause.endsAt : undefined;
    if (endsAt === undefined) fault(`ends ${ends}, which has no end`);
    else if (row.requested_at < endsAt) fault(`ends ${ends} ${endsAt - row.requested_at} ms too early`);
  }
  if (enforces === undefined) return found;
  const isCarriedOut = row.status !== 'REFUSED' && isSetBy(row.input);
  if (isCarriedOut && wasLifted(world, enforces, row.id))
    fault(`enforces ${enforces}, which was lifted before`);
  const isOnRoom = row.cause_operation === 'SET_ROOM_MEDIA_STATE';
  if (enforces !== row.cause_id && !isOnRoom) fault(`enforces ${enforces}, and is caused by ${row.cause_id}`);
  const enforced = facts.find(({ id }) => id === enforces);
  // What is enforced disables, and what the vendor does not hold to is set once more. What is over, or frees somebody for a time, is undone for those who come back.
  if (enforced?.kind !== 'instruction') fault(`enforces ${enforces}, which is no instruction`);
  else if (isSetBy(row.input) && !enforced.isEnforced && !violated.includes(enforces))
    fault(`enforces ${enforces}, which is not enforced`);
  return found;
}

function isSetBy(input: string): boolean {
  return Object.values(switchesIn(input)).includes('DISABLED');
}

/** Whether a lift of the restriction was over when the action was begun, in the order of the commits. */
function wasLifted(world: World, restriction: string, actionId: string): boolean {
  const found = world.journal.read<{ place: number }>(
    `select ended.place from actions as lift inner join feed as ended on ended.action_id = lift.id and ended.kind = ?
      where lift.operation = 'LIFT_RESTRICTION' and lift.status = 'APPLIED' and json_extract(lift.input, '$.restrictionId') = ?
        and ended.place < (select place from feed where action_id = ? and kind = ?)`,
    FEED_ENDED,
    restriction,
    actionId,
    FEED_BEGUN,
  );
  return found.length > 0;
}

/** The same was done for the same cause before, although nothing was asked for or told since, and the vendor had set it. */
function doublingFaults(
  world: World,
  { place, userId }: { place: string; userId: string },
  before: readonly AutomaticRow[],
  row: AutomaticRow,
  facts: readonly Fact[],
): string[] {
  const { ends }: AutomaticInput = JSON.parse(row.input);
  // An end goes on record as one, whatever a call has set meanwhile that enforces. One that was refused is tried again.
  const same = before.findLast(
    ({ cause_id, operation, input }) =>
      cause_id === row.cause_id &&
      operation === row.operation &&
      (ends === undefined || JSON.parse(input).ends === ends) &&
      JSON.stringify(switchesIn(input)) === JSON.stringify(switchesIn(row.input)),
  );
  if (same?.status !== 'APPLIED') return [];
  const since = same.requested_at - TOLD_LATE_MS;
  const told = world.callbacks.delivered.get(keyOf(place, userId)) ?? [];
  const isTold = told.some(({ atMs, takenAt }, index) => {
    const isRepeat = told.slice(0, index).some((earlier) => earlier.atMs === atMs);
    return !isRepeat && world.epochMs() - world.clock.now() + takenAt > since;
  });
  const isAsked = facts.some(
    ({ at, settledAt = 0, refusedAt = 0 }) => Math.max(at, settledAt, refusedAt) > since,
  );
  const isEnded = facts.some((fact) => {
    const endsAt = fact.kind === 'instruction' ? fact.endsAt : undefined;
    return endsAt !== undefined && endsAt > since && endsAt <= row.requested_at;
  });
  const isOther = before.slice(before.indexOf(same) + 1).length > 0;
  if (isTold || isAsked || isEnded || isOther || hasDied(world, since, row.requested_at)) return [];
  return [`the automatic ${row.operation} ${row.id} for ${userId} is ${same.id} once more`];
}

/** Whether a gateway died then. Another one does once more what that one may not have done. */
function hasDied(world: World, since: number, until: number): boolean {
  return world.crashes.some((at) => at > since && at <= until);
}

function switchesIn(input: string): { audio?: string; video?: string; state?: string } {
  const { audio, video, state }: AutomaticInput = JSON.parse(input);
  return { ...(audio && { audio }), ...(video && { video }), ...(state && { state }) };
}
