/** Compares the callers' answers, the journal, and the vendors' state. Returns a line for each difference. */
import type { TrtcEmulator } from '../src/emulators/trtc/trtc-emulator.js';
import type { VolcengineEmulator } from '../src/emulators/volcengine/volcengine-emulator.js';
import type { ActionRecord, ActionStatus } from '../src/journal/action-record.js';

/** By the vendor's `IsMute`. */
export const STATES = [
  'AUDIO_VIDEO_ENABLED',
  'AUDIO_VIDEO_DISABLED',
  'AUDIO_DISABLED',
  'VIDEO_DISABLED',
] as const;

/** The answer that a caller got. */
export interface ToldAnswer {
  __typename: string;
  actionId?: string | null | undefined;
  outcome?: string;
  /** The failures of a partial failure. */
  addedUserIds?: readonly string[];
  failures?: readonly { error: { outcome: string } }[];
}

/** Oldest first. */
type Journal = readonly ActionRecord[];

export function answersAgainstJournal(answers: readonly ToldAnswer[], journal: Journal): string[] {
  const records = new Map(journal.map((record) => [record.id, record]));
  return answers.flatMap((answer) => {
    const { __typename: type, actionId } = answer;
    const record = records.get(actionId ?? '');
    if (!record) return [`${type} was answered for ${actionId}, which is not in the journal`];
    const recorded = JSON.parse(record.answer ?? '{}').__typename;
    if (record.status === statusTold(answer) && recorded === type) return [];
    return [
      `${type} was answered for ${actionId}, which is ${record.status} with ${recorded} in the journal`,
    ];
  });
}

function statusTold({ __typename: type, outcome, addedUserIds, failures }: ToldAnswer): ActionStatus {
  if (outcome !== undefined) return outcome === 'NOT_APPLIED' ? 'REFUSED' : 'UNKNOWN';
  if (type.endsWith('Success')) return 'APPLIED';
  if (addedUserIds?.length) return 'PARTIAL';
  return failures?.some(({ error }) => error.outcome === 'UNKNOWN') ? 'UNKNOWN' : 'REFUSED';
}

/** A user has the state of their newest applied action, or of a later action whose outcome is UNKNOWN. */
export function roomAgainstJournal(
  trtc: TrtcEmulator,
  room: { sdkAppId: number; roomId: number },
  journal: Journal,
): string[] {
  const possible = new Map<string, number[]>();
  for (const { operation, status, userIds, input } of journal) {
    if (operation !== 'SET_USER_MEDIA_STATE' || status === 'REFUSED') continue;
    const [userId = ''] = userIds;
    const state = STATES.indexOf(JSON.parse(input).state);
    const before = status === 'APPLIED' ? [] : (possible.get(userId) ?? [0]);
    possible.set(userId, [...before, state]);
  }
  return [...possible].flatMap(([userId, states]) => {
    const actual = trtc.mediaState(room.sdkAppId, room.roomId, userId);
    if (actual !== undefined && states.includes(actual)) return [];
    return [`${userId} is in state ${actual}, and in the journal in one of ${states}`];
  });
}

/** If the outcome for a user is UNKNOWN, the list may have them or not. No user may be in two additions to a list. */
export function listsAgainstJournal(
  volcengine: VolcengineEmulator,
  appId: number,
  journal: Journal,
): string[] {
  const additions = journal.filter(({ operation }) => operation === 'ADD_TO_BLACKLIST');
  const owners = new Set(additions.map(({ listOwnerId = '' }) => listOwnerId));
  const lists = new Map([...owners].map((owner) => [owner, volcengine.blacklist(appId, owner, 0)]));
  return additions.flatMap((record) => {
    const listed = lists.get(record.listOwnerId ?? '');
    return [...listedBy(record)]
      .filter(([userId, expected]) => listed?.has(userId) !== expected)
      .map(([userId, expected]) => {
        const of = `${userId} of the addition ${record.id} (${record.status})`;
        return `${of} should ${expected ? '' : 'not '}be listed`;
      });
  });
}

/** By user: whether the addition put them on the list, if that is known. */
function listedBy({ status, userIds, answer }: ActionRecord): Map<string, boolean> {
  if (status === 'PENDING' || status === 'UNKNOWN') return new Map();
  if (status !== 'PARTIAL') return new Map(userIds.map((userId) => [userId, status === 'APPLIED']));
  const { addedUserIds, failures } = JSON.parse(answer ?? '{}') as {
    addedUserIds: string[];
    failures: { userId: string; error: { outcome: string } }[];
  };
  const notApplied = failures.filter(({ error }) => error.outcome === 'NOT_APPLIED');
  return new Map([
    ...addedUserIds.map((userId) => [userId, true] as const),
    ...notApplied.map(({ userId }) => [userId, false] as const),
  ]);
}

/** Additions, and users' newest states, whose outcome in the journal is UNKNOWN. */
export function undecided(journal: Journal): string[] {
  const newest = new Map<string, ActionRecord>();
  for (const record of journal) {
    if (record.operation === 'ADD_TO_BLACKLIST') newest.set(record.id, record);
    else if (record.status !== 'REFUSED') newest.set(record.userIds[0] ?? '', record);
  }
  return (
    [...newest.values()]
      // Of an addition whose gateway died, nobody knows who was on the list before.
      .filter(({ operation, recovered }) => !(recovered && operation === 'ADD_TO_BLACKLIST'))
      .filter(({ status }) => status === 'PENDING' || status === 'UNKNOWN')
      .map(({ id, operation, status }) => `${operation} ${id} is ${status}`)
  );
}
