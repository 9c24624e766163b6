import type { ActionStatus } from '../journal/action-record.js';
import type { RoomName } from '../values/room-name.js';
import {
  coveredBy,
  deciderOf,
  inForce,
  type Medium,
  type Standing,
  type Switches,
  standingOf,
} from './model.js';
import type { ReadMedia } from './people-media.js';
import type { GivenInstruction } from './person-media.js';
import { isUndone } from './undo-tree.js';

/** An instruction with an end of its own. Times are in milliseconds since the epoch. */
export interface Restriction extends Switches {
  /** That of the action that gave it. */
  readonly id: string;
  readonly applicationId: number;
  readonly room: RoomName;
  readonly userId: string;
  readonly actor: string;
  readonly reason: string | undefined;
  readonly startedAt: number;
  readonly endsAt: number;
  readonly status: RestrictionStatus;
  readonly holding: RestrictionHold;
  readonly timesApplied: number;
  readonly lastAppliedAt: number | undefined;
  /** What is to end it, or has undone it, may be refused still. */
  readonly isEnding: boolean;
}

export type RestrictionStatus = Standing | 'LIFTED' | 'EXPIRED';
export type RestrictionHold = 'APPLIED' | 'UNKNOWN';

/** What became of the action that gave it. */
export interface GivingAction {
  readonly status: ActionStatus;
  readonly finishedAt: number | undefined;
}

/** How the restriction stands, and what is known of its being applied. */
export function stateOfRestriction(own: GivenInstruction, person: ReadMedia, action: GivingAction) {
  const status = statusOf(own, person.instructions);
  const isHeld = status === 'IN_FORCE' && isWhatWasSent(own, person);
  const holding: RestrictionHold =
    isHeld && person.againAt === undefined && person.doubtSince === undefined ? 'APPLIED' : 'UNKNOWN';
  const sentAt = isHeld && person.sentAt >= own.givenAt ? person.sentAt : undefined;
  const setAt = action.status === 'APPLIED' ? action.finishedAt : undefined;
  const lastAppliedAt = holding === 'APPLIED' ? (sentAt ?? setAt) : setAt;
  // It is set once.
  const timesApplied = lastAppliedAt === undefined ? 0 : 1;
  return { status, holding, timesApplied, lastAppliedAt, isEnding: isEnding(own) };
}

/** Whether what has ended it may be refused still. */
function isEnding({ endPending, revoked, undos }: GivenInstruction): boolean {
  return endPending || (revoked && !isUndone(undos, () => false));
}

/**
 * @param own an instruction with an end, whose action was not refused
 * @param instructions all on the person, the oldest first
 */
export function statusOf(
  own: GivenInstruction,
  instructions: readonly GivenInstruction[],
): RestrictionStatus {
  // It was undone.
  if (own.revoked || own.endedHow === 'LIFTED') return 'LIFTED';
  const { endsAt = 0 } = own;
  if (!own.over) return standingOf(own, inForce(instructions));
  // Its time is over. Something else may have ended it before.
  const then = instructions.filter(({ givenAt }) => givenAt < endsAt);
  const atItsEnd = then.map((other) => (other.actionId === own.actionId ? { ...own, over: false } : other));
  return standingOf(own, inForce(atItsEnd)) === 'SUPERSEDED' ? 'SUPERSEDED' : 'EXPIRED';
}

/** Whether the vendor was told all that the restriction decides, while the person has been in the room. */
function isWhatWasSent(own: GivenInstruction, { instructions, sent }: ReadMedia): boolean {
  const standing = inForce(instructions);
  const media = coveredBy(own).filter((medium) => deciderOf(medium, standing)?.actionId === own.actionId);
  return media.every((medium) => sent[medium] === own[medium]);
}

/**
 * When the medium becomes another by itself, if nothing is done until then. Undefined: it does not. What was overridden holds again
 * when a restriction ends.
 */
export function changesAt(medium: Medium, instructions: readonly GivenInstruction[]): number | undefined {
  const endsAt = new Map(instructions.map((instruction) => [instruction.actionId, instruction.endsAt]));
  const endOf = ({ actionId }: { actionId: string }) => endsAt.get(actionId) ?? Number.POSITIVE_INFINITY;
  let standing = inForce(instructions)[medium];
  const now = standing.at(-1)?.[medium];
  let at: number | undefined;
  for (;;) {
    const decider = standing.at(-1);
    if (now !== undefined && (decider?.[medium] ?? 'ENABLED') !== now) return at;
    if (!decider || endOf(decider) === Number.POSITIVE_INFINITY) return undefined;
    const end = endOf(decider);
    standing = standing.filter((other) => endOf(other) > end);
    at = end;
  }
}
