import { type EffectOn, effectOn } from '../actions/effects.js';
import type { ModerationError } from '../errors/moderation-error.js';
import {
  alreadyUndone,
  effectUnknown,
  notFinished,
  superseded,
  tooMuchSince,
} from '../errors/undo-errors.js';
import type { TargetOutcome } from '../graphql/target-outcome.enum.js';
import type { NeighbouringAction } from '../journal/action-order.js';
import { ACTION_STATUSES, type ActionRecord, wholePlace } from '../journal/action-record.js';
import type { Journal } from '../journal/journal.js';
import type { WantedOfActions } from '../journal/read-actions.js';
import type { MediaSender } from '../restrictions/media-sender.js';
import { MOST_NEIGHBOURS, MOST_READ } from './limits.js';
import { actionsThatAreOver, areBeside, setsAgain } from './media-before.js';

/** What tells an action's effects, without its input, which can be a megabyte. */
const ANSWERS: WantedOfActions = {
  texts: { answer: 1, input_head: 1 },
  answersOf: ACTION_STATUSES,
  bytes: 0,
  bytesPerTarget: 0,
};

/** Where it is looked up what has been done. */
interface Records {
  readonly journal: Journal;
  readonly media: Pick<MediaSender, 'store'>;
}

/** The users of an action that is to be undone. */
export interface UndoneUsers {
  /** Those for whom it is to be undone, in the order of the action. */
  readonly userIds: string[];
  /** Those for whom it cannot be undone, and why. */
  readonly left: ReadonlyMap<string, ModerationError>;
}

/**
 * Finds out for which users an action can be undone: those for whom it was applied, and on whom nothing newer stands. An
 * undo of it that was applied has undone it already. Users for whom it was not applied are left out.
 *
 * @param repeatable whether it may be undone also where nobody knows if it was applied
 */
export async function undoneUsers(
  action: ActionRecord,
  { journal, media }: Records,
  repeatable: boolean,
): Promise<UndoneUsers> {
  const left = new Map<string, ModerationError>();
  const own = effectOn(action);
  const applied = targetsOf(action).filter((userId) => {
    const effect = own(userId);
    if (effect === 'UNKNOWN' && !repeatable) left.set(userId, effectUnknown());
    return effect === 'APPLIED' || (effect === 'UNKNOWN' && repeatable);
  });
  const obstacles = await obstaclesFor(action, applied, { journal, media });
  for (const [userId, error] of obstacles) left.set(userId, error);
  return { userIds: applied.filter((userId) => !obstacles.has(userId)), left };
}

/** An action on a place as a whole is on everybody there. */
function targetsOf({ userIds, place }: Pick<ActionRecord, 'userIds' | 'place'>): readonly string[] {
  return userIds.length > 0 ? userIds : [wholePlace(place)];
}

/**
 * Why the action cannot be undone for these users, because of newer actions other than `own`. Absent: it can be. Other undos of the
 * action that are newer than `own` count for nothing: they give way to it.
 */
async function obstaclesFor(
  action: ActionRecord,
  userIds: readonly string[],
  { journal, media }: Records,
  own?: string,
): Promise<ReadonlyMap<string, ModerationError>> {
  const standing = new Map(userIds.map((userId) => [userId, new Standing(action.id)]));
  const effects = new Map<string, EffectOn>();
  const everybody = wholePlace(action.place);
  const over = await actionsThatAreOver(action, media.store);
  const targets = [...new Set([...userIds, everybody])];
  const newer = await journal.neighboursOf(action, targets, 'after', MOST_NEIGHBOURS);
  let isNewerThanOwn = own !== undefined;
  for (const neighbour of newer) {
    const { id, userId, undoes } = neighbour;
    if (id === own) isNewerThanOwn = false;
    const users = userId === everybody ? [...standing.values()] : [standing.get(userId)];
    const affected = users.filter((user) => user !== undefined).filter((user) => !user.obstacle);
    if (affected.length === 0 || id === own || over.has(id) || (isNewerThanOwn && undoes === action.id))
      continue;
    if (effects.size > MOST_READ) break;
    const effect = effects.get(id) ?? (await readEffect(journal, id, action));
    effects.set(id, effect);
    for (const user of affected) user.meet(neighbour, effect(userId));
  }
  const isCut = newer.length === MOST_NEIGHBOURS || effects.size > MOST_READ;
  const obstacles = [...standing].flatMap(([userId, user]) => {
    // There may be more that stand.
    const error = user.end() ?? (isCut ? tooMuchSince() : undefined);
    return error ? [[userId, error] as const] : [];
  });
  return new Map(obstacles);
}

/**
 * What stands on one user of an action that is to be undone. It is told of the newer actions on the user, the newest first. An
 * action that was applied and an undo of it that was applied leave the user as before both, so neither stands.
 */
class Standing {
  /** Set when an action stands, whatever is older. */
  obstacle: ModerationError | undefined;
  readonly #actionId: string;
  /** The undos that stand unless the action that they undo, by its id, was applied after the action. */
  readonly #undos = new Map<string, NeighbouringAction>();

  constructor(actionId: string) {
    this.#actionId = actionId;
  }

  meet(newer: NeighbouringAction, effect: TargetOutcome): void {
    const { id, undoes } = newer;
    if (effect === 'NOT_APPLIED') return;
    if (effect === 'APPLIED' && this.#undos.delete(id)) return;
    if (undoes === this.#actionId) this.obstacle = undoneBefore(effect);
    else if (undoes !== null && effect === 'APPLIED') this.#undos.set(undoes, newer);
    else this.obstacle = superseded(id);
  }

  /** The obstacle once all newer actions are told. */
  end(): ModerationError | undefined {
    const [undo] = this.#undos.values();
    return undo ? superseded(undo.id) : this.obstacle;
  }
}

/**
 * Why the action can no longer be undone for one of these users. It is asked when the undo `own` is on record, because another
 * gateway may have recorded a newer action since `undoneUsers`. Undefined: it still can.
 */
export async function obstacleSince(
  action: ActionRecord,
  userIds: readonly string[],
  records: Records,
  own: string,
): Promise<ModerationError | undefined> {
  const [obstacle] = (await obstaclesFor(action, userIds, records, own)).values();
  return obstacle;
}

/**
 * Whether something newer than the undone action stands. It is asked before an undo whose gateway died is carried out again: the
 * gateway may have died before it asked `obstacleSince`.
 */
export async function isObstructed(undo: ActionRecord, records: Records): Promise<boolean> {
  const undone = undo.undoes === undefined ? undefined : await records.journal.find(undo.undoes);
  if (!undone) return false;
  return (await obstacleSince(undone, targetsOf(undo), records, undo.id)) !== undefined;
}

async function readEffect(journal: Journal, id: string, undone: ActionRecord): Promise<EffectOn> {
  const { actions } = await journal.readAll([id], ANSWERS, 0, ACTION_STATUSES);
  const [action] = actions;
  // An action that was deleted in the meantime was too old to stand.
  return action && !setsAgain(action) && !areBeside(undone, action) ? effectOn(action) : () => 'NOT_APPLIED';
}

/** An undo of which nobody knows whether it was applied may be repeated. */
function undoneBefore(effect: TargetOutcome): ModerationError | undefined {
  if (effect === 'UNKNOWN') return undefined;
  return effect === 'PENDING' ? notFinished() : alreadyUndone();
}
