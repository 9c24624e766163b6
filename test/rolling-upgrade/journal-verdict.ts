/** Holds what callers were told, and what the vendors hold, against the journal and its order. Each difference is a line. */
import pg from 'pg';
import type { Told, World } from './callers.js';
import { APP_ID, mediaStateAt, type Vendors } from './gateways.js';

interface Row {
  place: string;
  user_id: string;
  number: string;
  id: string;
  status: string;
  operation: string;
  input: string;
  answer: string | null;
}

export interface JournalReport {
  actions: number;
  recovered: number;
  recoveredAs: Record<string, number>;
  faults: string[];
}

/** The place of an action that an old gateway finished before the upgrade. All its lists have the inbox 0. */
const OLD_PLACE = `case a.operation
  when 'SET_USER_MEDIA_STATE' then 'room/' || a.application_id || '/' || a.room_id
  else 'list/' || a.application_id || '/' || a.list_owner_id || '/0' end`;

export async function compareWithJournal(databaseUrl: string, world: World): Promise<JournalReport> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const { rows: actions } = await client.query(
    'select id, status, operation, user_ids, answer, recovered from actions order by id',
  );
  // Each target's actions, the newest last.
  const { rows: ordered } = await client.query(
    `select coalesce(a.acts_in, ${OLD_PLACE}) as place, t.user_id, a.id, a.status, a.operation, a.input, a.answer
     from action_targets t join actions a on a.id = t.action_id order by a.number nulls first, a.id`,
  );
  await client.end();
  const recovered = actions.filter(({ recovered }) => recovered);
  const recoveredAs: Record<string, number> = {};
  for (const { status } of recovered) recoveredAs[status] = (recoveredAs[status] ?? 0) + 1;
  return {
    actions: actions.length,
    recovered: recovered.length,
    recoveredAs,
    faults: [
      ...answersAgainst(actions, world.told),
      ...notInOrder(actions, ordered),
      ...vendorsAgainst(ordered, world.vendors),
      ...(actions.length > world.told.length + world.cutOff ? ['more actions than requests'] : []),
    ],
  };
}

type ActionRow = Pick<Row, 'id' | 'status' | 'operation' | 'answer'> & { user_ids: string };

function answersAgainst(actions: readonly ActionRow[], told: readonly Told[]): string[] {
  const byId = new Map(actions.map((action) => [action.id, action]));
  return told.flatMap(({ request, through, answer }) => {
    const { __typename: type, code, actionId } = answer;
    // It says itself that nothing is on record.
    if (code === 'JOURNAL_UNAVAILABLE') return [];
    const words = `${request.verb} through the ${through} gateway was answered with ${type} of ${actionId}`;
    const action = byId.get(actionId ?? '');
    if (!action) return [`${words}, which is not in the journal`];
    const recorded = JSON.parse(action.answer ?? '{}').__typename;
    if (action.status === statusTold(answer) && recorded === type) return [];
    // It says itself that the journal will tell.
    if (code === 'OUTCOME_UNRECORDED' && action.status !== 'PENDING') return [];
    return [`${words}, and is ${action.status} with ${recorded} in the journal`];
  });
}

function statusTold({ __typename: type, outcome, ...answer }: Told['answer']): string {
  if (outcome !== undefined) return outcome === 'NOT_APPLIED' ? 'REFUSED' : 'UNKNOWN';
  if (type.endsWith('Success')) return 'APPLIED';
  const { addedUserIds = [], removedUserIds = [], notListedUserIds = [], failures = [] } = answer;
  if (addedUserIds.length + removedUserIds.length + notListedUserIds.length > 0) return 'PARTIAL';
  return failures.some(({ error }) => error.outcome === 'UNKNOWN') ? 'UNKNOWN' : 'REFUSED';
}

/** Every action has its place in the order of each of its users. */
function notInOrder(actions: readonly ActionRow[], ordered: readonly Row[]): string[] {
  const places = new Set(ordered.map(({ id, user_id }) => `${id} ${user_id}`));
  return actions.flatMap(({ id, user_ids }) =>
    (JSON.parse(user_ids) as string[])
      .filter((userId) => !places.has(`${id} ${userId}`))
      .map((userId) => `${id} has no place in the order of ${userId}`),
  );
}

/** A target is as its newest action that was applied left it, or one since then of which nobody can tell. */
function vendorsAgainst(ordered: readonly Row[], { trtc, volcengine }: Vendors): string[] {
  const possible = new Map<string, { row: Row; states: unknown[] }>();
  for (const row of ordered) {
    const came = outcomeFor(row);
    if (came === 'NOT_APPLIED') continue;
    const target = `${row.place} ${row.user_id}`;
    const media = row.operation === 'SET_USER_MEDIA_STATE';
    const initial = media ? 'AUDIO_VIDEO_ENABLED' : false;
    const state = media ? JSON.parse(row.input).state : row.operation === 'ADD_TO_BLACKLIST';
    const before = came === 'APPLIED' ? [] : (possible.get(target)?.states ?? [initial]);
    possible.set(target, { row, states: [...before, state] });
  }
  return [...possible].flatMap(([target, { row, states }]) => {
    const [kind, , owner = ''] = row.place.split('/');
    const actual =
      kind === 'room'
        ? mediaStateAt(trtc, row.user_id)
        : volcengine.blacklist(APP_ID, owner, 0).has(row.user_id);
    if (states.includes(actual)) return [];
    return [`${target} is ${actual}, and by the order of the journal ${states.join(' or ')} (${row.id})`];
  });
}

function outcomeFor({ status, answer, user_id: userId }: Row): 'APPLIED' | 'NOT_APPLIED' | 'UNKNOWN' {
  const { failures = [] } = JSON.parse(answer ?? '{}') as Told['answer'];
  const failure = failures.find((each) => each.userId === userId);
  if (failure) return failure.error.outcome === 'NOT_APPLIED' ? 'NOT_APPLIED' : 'UNKNOWN';
  if (status === 'APPLIED' || status === 'PARTIAL') return 'APPLIED';
  return status === 'REFUSED' || status === 'DENIED' ? 'NOT_APPLIED' : 'UNKNOWN';
}
