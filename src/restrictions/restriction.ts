import type { ActionStatus } from '../journal/action-record.js';
import type { RoomName } from '../values/room-name.js';
import { isActive } from './known-of-roster.js';
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

/** An instruction with an end of its own, or enforced, or on a whole room. Times are in milliseconds since the epoch. */
export interface Restriction extends Switches {
  /** That of the action that gave it. */
  readonly id: string;
  readonly applicationId: number;
  readonly room: RoomName;
  /** Undefined: everybody in the room but `exceptUserIds`. */
  readonly userId: string | undefined;
  readonly exceptUserIds: readonly string[];
  readonly enforced: boolean;
  readonly actor: string;
  readonly reason: string | undefined;
  readonly startedAt: number;
  /** Undefined: it lasts until it is lifted. */
  readonly endsAt: number | undefined;
  readonly status: RestrictionStatus;
  readonly holding: RestrictionHold;
  readonly timesApplied: number;
  readonly lastAppliedAt: number | undefined;
  /** When somebody last published in spite of it. */
  readonly lastViolationAt: number | undefined;
  /** What is to end it may be refused still, or it was undone, which may be undone itself. */
  readonly mayHoldAgain: boolean;
}

export type RestrictionStatus = Standing | 'WAITING_FOR_USER' | 'LIFTED' | 'EXPIRED';
export type RestrictionHold = 'APPLIED' | 'UNKNOWN' | 'VIOLATED' | 'NOBODY';

/** What became of the action that gave it. */
export interface GivingAction {
  readonly status: ActionStatus;
  readonly finishedAt: number | undefined;
}

/** What became of it at the vendor. */
export interface Applied {
  /** How often the vendor has set it. */
  readonly applied: number;
  readonly appliedAt: number | undefined;
  readonly violatedAt: number | undefined;
}

/** How the restriction stands, and what is known of its being applied. */
export function stateOfRestriction(
  own: GivenInstruction,
  person: ReadMedia,
  action: GivingAction,
  applied: Applied,
) {
  const status = statusNow(own, person);
  const holding = holdingOf(own, status, person, applied);
  // Gateways that did not note it set it once.
  const setOnceAt = action.status === 'APPLIED' && !own.enforced ? action.finishedAt : undefined;
  const lastAppliedAt = applied.appliedAt ?? setOnceAt;
  const timesApplied = applied.applied || (lastAppliedAt === undefined ? 0 : 1);
  const { violatedAt: lastViolationAt } = applied;
  return { status, holding, timesApplied, lastAppliedAt, lastViolationAt, mayHoldAgain: mayHoldAgain(own) };
}

function holdingOf(
  own: GivenInstruction,
  status: RestrictionStatus,
  person: ReadMedia,
  { appliedAt = 0, violatedAt }: Applied,
): RestrictionHold {
  if (status === 'WAITING_FOR_USER') return 'NOBODY';
  if (status !== 'IN_FORCE' || own.ofRoom) return 'UNKNOWN';
  if (violatedAt !== undefined && violatedAt >= appliedAt) return 'VIOLATED';
  const { roster } = person;
  // Somebody who left and came back within the seconds by which clocks may differ.
  const hasComeBack = own.enforced && roster !== undefined && roster.cameAt > person.seenTo;
  if (!hasComeBack && isWhatWasSent(own, person)) {
    return person.againAt === undefined && person.doubtSince === undefined ? 'APPLIED' : 'UNKNOWN';
  }
  return own.enforced && roster?.presence && !isActive(roster) ? 'NOBODY' : 'UNKNOWN';
}

/** What is enforced waits for somebody who is not in the room. */
function statusNow(own: GivenInstruction, person: ReadMedia): RestrictionStatus {
  const status = statusOf(own, person.instructions);
  if (status !== 'IN_FORCE' || !own.enforced || own.ofRoom) return status;
  const { roster, sent, seenTo, leftAt } = person;
  if (roster?.presence) return 'IN_FORCE';
  // The vendor found them, although no event tells that they came.
  const wasFound = coveredBy(sent).length > 0 && (roster === undefined || seenTo > leftAt);
  return wasFound ? 'IN_FORCE' : 'WAITING_FOR_USER';
}

function mayHoldAgain({ endPending, revoked, endedHow }: GivenInstruction): boolean {
  return endPending || (revoked && endedHow === undefined);
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
  if (own.endedHow === 'SUPERSEDED') return 'SUPERSEDED';
  const { endsAt = Number.POSITIVE_INFINITY } = own;
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
