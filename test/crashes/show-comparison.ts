/** Compares a show with the model of the design page. Returns a line for each difference. */
import type { ActionRecord } from '../../src/journal/action-record.js';
import { type Fact, MEDIA, type Medium, PersonOnPage } from '../restrictions/page-model.js';
import { factOf } from '../restrictions/simulation/facts.js';
import type { ShowPeople } from './show-people.js';

/** What the vendor has, by its `IsMute`, for everybody who can be heard or seen, once no duration has still to end. */
export function mediaFaults(
  actions: readonly ActionRecord[],
  { roomId }: { roomId: number },
  people: ShowPeople,
): string[] {
  const inRoom = actions.filter((action) => action.roomId === roomId && action.causedBy === undefined);
  const now = Date.now();
  const lasting = inRoom.filter((action) => endOf(action) > now);
  if (lasting.length > 0) return lasting.map(({ id }) => `the restriction ${id} has still to end`);
  return people.anchors.flatMap((userId) => {
    const facts = factsOn(inRoom, userId);
    const isStayer = people.stayers.includes(userId);
    const isMute = people.person(userId)?.isMute ?? 0;
    const page = new PersonOnPage(facts, now, { userId });
    return MEDIA.flatMap((medium) => {
      const decider = page.decider(medium);
      // What is set once need not be set for somebody who came back.
      if (!isStayer && !decider?.isEnforced) return [];
      const wanted = decider?.says[medium] ?? 'ENABLED';
      const is = isDisabled(isMute, medium) ? 'DISABLED' : 'ENABLED';
      if (is === wanted) return [];
      return [
        `${medium} of ${userId} is ${is}, and must be ${wanted} by ${decider?.id}:${told(actions, userId)}`,
      ];
    });
  });
}

/** When its duration is over. */
function endOf({ requestedAt, input }: ActionRecord): number {
  const { durationMs = 0 }: { durationMs?: number } = JSON.parse(input);
  return requestedAt + durationMs;
}

/** Nobody was sent a block by an instruction on the room that leaves them out. */
export function exceptionFaults(actions: readonly ActionRecord[]): string[] {
  const byId = new Map(actions.map((action) => [action.id, action]));
  const asked = actions.filter(({ causedBy }) => causedBy === undefined);
  return actions.flatMap((action) => {
    const { id, causedBy = '', userIds } = action;
    const cause = byId.get(causedBy);
    const [userId = ''] = userIds;
    const { exceptUserIds = [] }: { exceptUserIds?: string[] } = JSON.parse(cause?.input ?? '{}');
    if (!exceptUserIds.includes(userId)) return [];
    const own = factsOn(asked, userId).filter(
      (fact) => fact.kind === 'instruction' && !fact.exceptUserIds?.includes(userId),
    );
    const said = (medium: Medium) =>
      own.some((fact) => fact.kind === 'instruction' && fact.says[medium] === 'DISABLED');
    const set = factOf(rowOf(action));
    const wrong = MEDIA.filter(
      (medium) => set?.kind === 'instruction' && set.says[medium] === 'DISABLED' && !said(medium),
    );
    return wrong.map((medium) => `${id} disabled the ${medium} of ${userId}, whom ${causedBy} leaves out`);
  });
}

/** What was done to a person, in words. */
function told(actions: readonly ActionRecord[], userId: string): string {
  return actions
    .filter(({ userIds }) => userIds.length === 0 || userIds.includes(userId))
    .map(({ id, operation, requestedAt, finishedAt, status, input, undoes, causedBy, attempts, recovered }) =>
      JSON.stringify({
        id,
        operation,
        requestedAt,
        finishedAt,
        status,
        attempts,
        undoes,
        causedBy,
        recovered,
        input,
      }),
    )
    .map((line) => `\n  ${line}`)
    .join('');
}

/** In the order of the intents. */
function factsOn(actions: readonly ActionRecord[], userId: string): Fact[] {
  return actions
    .filter(({ userIds }) => userIds.length === 0 || userIds.includes(userId))
    .flatMap((action) => factOf(rowOf(action)) ?? []);
}

function rowOf(action: ActionRecord): Parameters<typeof factOf>[0] {
  return {
    id: action.id,
    requested_at: action.requestedAt,
    finished_at: action.finishedAt ?? null,
    operation: action.operation,
    input: action.input,
    status: action.status,
    undoes: action.undoes ?? null,
  };
}

/** `IsMute`: 0 neither, 1 both, 2 audio, 3 video. */
function isDisabled(isMute: number, medium: Medium): boolean {
  return isMute === 1 || isMute === (medium === 'audio' ? 2 : 3);
}
