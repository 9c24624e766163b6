/** Compares what callers were told, the journal, and the vendors after quiet. Returns a line for each difference. */
import { effectOn } from '../../src/actions/effects.js';
import { foundListed } from '../../src/blacklists/timed-users.js';
import type { TrtcEmulator } from '../../src/emulators/trtc/trtc-emulator.js';
import type { VolcengineEmulator } from '../../src/emulators/volcengine/volcengine-emulator.js';
import type { ActionRecord } from '../../src/journal/action-record.js';
import { STATES } from '../journal-comparison.js';
import type { Told } from '../undo/list-callers.js';
import { callOf, expectedMedia, switchesIn } from './expected-media.js';
import type { GivenRestriction } from './journal-after.js';

type Actions = readonly ActionRecord[];

/** The gateway has told nothing of the outcome. */
const NOT_OVER: readonly (string | undefined)[] = [
  'STILL_RUNNING',
  'JOURNAL_UNAVAILABLE',
  'OUTCOME_UNRECORDED',
];

export function answersAgainstActions(answers: readonly Told[], actions: Actions): string[] {
  const records = new Map(actions.map((action) => [action.id, action]));
  return answers.flatMap((answer) => {
    const { __typename: type, outcome, code, action } = answer;
    if (NOT_OVER.includes(code)) return [];
    const id = action?.id ?? answer.actionId;
    const record = records.get(id ?? '');
    // What is refused before it is recorded has no id.
    if (!record && !id && outcome === 'NOT_APPLIED') return [];
    if (!record) return [`${type} ${code} was answered for ${id}, which is not in the journal`];
    const recorded: Told = JSON.parse(record.answer ?? '{}');
    const isSame = action
      ? action.status === record.status
      : type === recorded.__typename && outcome === recorded.outcome && code === recorded.code;
    const is = `is ${record.status} with ${recorded.__typename} ${recorded.code ?? ''} in the journal`;
    return isSame ? [] : [`${type} ${code ?? ''} was answered for ${id}, which ${is}`];
  });
}

/** The vendor's state of each person is what the actions in the journal give. */
export function mediaAgainstActions(
  trtc: Pick<TrtcEmulator, 'mediaState' | 'requests'>,
  { sdkAppId, roomId }: { sdkAppId: number; roomId: number },
  people: readonly string[],
  actions: Actions,
): string[] {
  return people.flatMap((userId) => {
    const own = actions.filter((action) => action.roomId === roomId && action.userIds[0] === userId);
    const { audio, video } = expectedMedia(own, Date.now());
    const actual = STATES[trtc.mediaState(sdkAppId, roomId, userId) ?? 0];
    const expected =
      STATES[audio === 'ENABLED' ? (video === 'ENABLED' ? 0 : 3) : video === 'ENABLED' ? 2 : 1];
    return actual === expected
      ? []
      : [`${userId} is ${actual}, but should be ${expected}:${told(own)}${sentFor(userId, trtc)}`];
  });
}

function told(actions: Actions): string {
  return actions
    .map((action) => {
      const { id, operation, requestedAt, finishedAt, status, undoes, causedBy, recovered } = action;
      const { durationMs, frees, restrictionId } = callOf(action);
      const { code } = JSON.parse(action.answer ?? '{}');
      const is = {
        code,
        ...switchesIn(action),
        durationMs,
        frees,
        restrictionId,
        undoes,
        causedBy,
        recovered,
      };
      return `\n  ${requestedAt}-${finishedAt} ${id} ${operation} ${status} ${JSON.stringify(is)}`;
    })
    .join('');
}

function sentFor(userId: string, trtc: Pick<TrtcEmulator, 'requests'>): string {
  return trtc
    .requests()
    .map(({ at, body, ...request }) => ({ ...request, at: Math.round(at), sent: JSON.parse(body) }))
    .filter(({ sent }) => sent.UserId === userId)
    .map(
      ({ at, sent, answeredStatus, applied }) =>
        `\n  ${at} sent ${STATES[sent.IsMute]}, answered ${answeredStatus}, ${applied ? 'applied' : 'not applied'}`,
    )
    .join('');
}

/** What callers are told to be in force or overridden is what the actions in the journal give. */
export function restrictionsAgainstActions(
  userId: string,
  shown: readonly { id: string; status: string }[],
  actions: Actions,
): string[] {
  const own = actions.filter((action) => action.userIds[0] === userId);
  const { standing } = expectedMedia(own, Date.now());
  const actual = new Map(shown.map(({ id, status }) => [id, status]));
  return [...new Set([...standing.keys(), ...actual.keys()])]
    .filter((id) => standing.get(id) !== actual.get(id))
    .map((id) => `the restriction ${id} is shown as ${actual.get(id)}, but should be ${standing.get(id)}`);
}

/** Each restriction has ended once, by an automatic action, and not before its time. */
export function endsAgainstActions(restrictions: readonly GivenRestriction[], actions: Actions): string[] {
  const byId = new Map(actions.map((action) => [action.id, action]));
  const ends = new Map<string, ActionRecord[]>();
  for (const action of actions) {
    if (action.operation !== 'SET_USER_MEDIA_STATE' || action.causedBy === undefined) continue;
    ends.set(action.causedBy, [...(ends.get(action.causedBy) ?? []), action]);
  }
  const now = Date.now();
  return restrictions.flatMap(({ id, userId, endsAt }) => {
    const given = byId.get(id);
    const story = () => told(actions.filter((action) => action.userIds[0] === userId));
    if (!given) return [`the action ${id} of a restriction is not in the journal`];
    const all = ends.get(id) ?? [];
    const early = all.filter(({ requestedAt }) => requestedAt < endsAt);
    const done = all.filter(({ status }) => status !== 'REFUSED');
    const wasEndedBefore = actions.some(
      (action) =>
        (action.undoes === id ||
          (action.operation === 'LIFT_RESTRICTION' && callOf(action).restrictionId === id)) &&
        action.status !== 'REFUSED',
    );
    const needsEnd = given.status !== 'REFUSED' && !wasEndedBefore && endsAt <= now;
    return [
      ...early.map((end) => `${end.id} ended the restriction ${id} before its time`),
      ...(done.length > 1 ? [`the restriction ${id} was ended by ${done.map((end) => end.id)}`] : []),
      ...(needsEnd && done.length === 0 ? [`the restriction ${id} was not ended:${story()}`] : []),
    ];
  });
}

/** Nobody's key has carried out two actions. */
export function keysAgainstActions(actions: Actions): string[] {
  const held = new Map<string, ActionRecord>();
  return actions.flatMap((action) => {
    const { actor, operation, idempotencyKey, status } = action;
    if (idempotencyKey === undefined || status === 'REFUSED' || status === 'DENIED') return [];
    const key = `${actor} ${operation} ${idempotencyKey}`;
    const before = held.get(key);
    held.set(key, action);
    return before ? [`${before.id} and ${action.id} have the key ${idempotencyKey}`] : [];
  });
}

export function unresolved(actions: Actions): string[] {
  return actions.flatMap(({ id, operation, status }) =>
    status === 'PENDING' ? [`${operation} ${id} is pending`] : [],
  );
}

/** Calls of all gateways together stayed within the quota. */
export function quotaFaults(name: string, emulator: Pick<TrtcEmulator, 'traffic'>): string[] {
  const { refused, mostInOneSecond } = emulator.traffic();
  return refused === 0
    ? []
    : [`${name} refused ${refused} calls over its quota (${mostInOneSecond} in a second)`];
}

interface EntryAction {
  readonly action: ActionRecord;
  readonly effect: string;
  readonly isAddition: boolean;
  readonly durationSeconds: number | undefined;
}

/** Whoever was added for a time only is not on the list any more, and whoever was added for good last is. */
export function timedEntriesAgainstActions(
  volcengine: Pick<VolcengineEmulator, 'blacklist'>,
  appId: number,
  actions: Actions,
): string[] {
  const entries = new Map<string, { owner: string; userId: string; all: EntryAction[] }>();
  for (const action of actions) {
    const { listOwnerId: owner, operation, input } = action;
    if (owner === undefined) continue;
    const effectFor = effectOn(action);
    for (const userId of action.userIds) {
      const key = `${owner} ${userId}`;
      const entry = entries.get(key) ?? { owner, userId, all: [] };
      entries.set(key, entry);
      const { durationSeconds } = JSON.parse(input);
      const isAddition = operation === 'ADD_TO_BLACKLIST';
      const isFound = isAddition && foundListed(action.answer ?? '{}')(userId);
      if (effectFor(userId) === 'NOT_APPLIED' && !isFound) continue;
      entry.all.push({ action, effect: effectFor(userId), isAddition, durationSeconds });
    }
  }
  return [...entries.values()].flatMap(({ owner, userId, all }) => {
    const expected = expectedOnList(all);
    const actual = volcengine.blacklist(appId, owner, 0).has(userId);
    if (expected === undefined || expected === actual) return [];
    const ids = all.map(
      ({ action, effect, durationSeconds }) =>
        `${action.operation} ${action.id} ${effect} ${durationSeconds}`,
    );
    return [`${userId} should ${expected ? '' : 'not '}be on the list of ${owner}: ${ids.join(', ')}`];
  });
}

/** Undefined: the journal does not tell, or actions met at the vendor. */
function expectedOnList(all: readonly EntryAction[]): boolean | undefined {
  if (all.some(({ effect }) => effect === 'UNKNOWN' || effect === 'PENDING')) return undefined;
  const additions = all.filter(({ isAddition }) => isAddition);
  if (additions.every(({ durationSeconds }) => durationSeconds !== undefined)) return false;
  const last = all.at(-1);
  if (!last?.isAddition || last.durationSeconds !== undefined) return undefined;
  const { requestedAt } = last.action;
  const isAlone = all.every(
    ({ action }) => action === last.action || (action.finishedAt ?? Infinity) < requestedAt,
  );
  return isAlone ? true : undefined;
}

/** Each user of an addition with an end was removed by it once at most, and not before its time. */
export function removalsAgainstActions(actions: Actions): string[] {
  const byId = new Map(actions.map((action) => [action.id, action]));
  const removed = new Set<string>();
  return actions.flatMap((removal) => {
    const { id, operation, causedBy, requestedAt, userIds } = removal;
    if (operation !== 'REMOVE_FROM_BLACKLIST' || causedBy === undefined) return [];
    const addition = byId.get(causedBy);
    if (!addition) return [`${id} is caused by ${causedBy}, which is not in the journal`];
    const endsAt = addition.requestedAt + 1000 * JSON.parse(addition.input).durationSeconds;
    const effect = effectOn(removal);
    const again = userIds.filter(
      (userId) => effect(userId) === 'APPLIED' && removed.has(`${causedBy} ${userId}`),
    );
    for (const userId of userIds) if (effect(userId) === 'APPLIED') removed.add(`${causedBy} ${userId}`);
    return [
      ...(requestedAt < endsAt ? [`${id} removed ${userIds} before the time`] : []),
      ...again.map((userId) => `${id} removed ${userId} again because of ${causedBy}`),
    ];
  });
}

/** How much of everything happened. */
export function countsOf(restrictions: readonly GivenRestriction[], actions: Actions) {
  const ofStatus = (status: string) => actions.filter((action) => action.status === status).length;
  const automatic = actions.filter(({ causedBy }) => causedBy !== undefined);
  const endsAt = new Map(restrictions.map((restriction) => [restriction.id, restriction.endsAt]));
  const late = automatic.map(
    ({ causedBy = '', requestedAt }) => requestedAt - (endsAt.get(causedBy) ?? requestedAt),
  );
  return {
    actions: actions.length,
    applied: ofStatus('APPLIED'),
    refused: ofStatus('REFUSED'),
    unknown: ofStatus('UNKNOWN'),
    recovered: actions.filter(({ recovered }) => recovered).length,
    restrictions: restrictions.length,
    automatic: automatic.length,
    lifts: actions.filter(({ operation, status }) => operation === 'LIFT_RESTRICTION' && status === 'APPLIED')
      .length,
    undos: actions.filter(({ undoes, status }) => undoes !== undefined && status === 'APPLIED').length,
    latestEndMs: Math.max(0, ...late),
  };
}
