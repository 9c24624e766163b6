import type { Urgency } from '../vendors/calling/shared-line.js';
import { isActive, type KnownOfRoster } from './known-of-roster.js';
import {
  deciderOf,
  type Instruction,
  inForce,
  isFreed,
  MEDIA,
  type Medium,
  type Switches,
  wanted,
} from './model.js';
import { isGivenUp, type PersonMedia, settledOf } from './person-media.js';
import type { Counts } from './undo-tree.js';

/**
 * A medium that starts so long after the vendor said that it is disabled shows that the vendor does not hold to it. The clocks of the
 * vendor's machines may differ by less.
 */
const GRACE_MS = 2_000;

/** Up to when a call has taken in what happened. Times are in milliseconds on the vendor's clock. */
export interface Coverage {
  /** The call was sent after everything that happened until then. */
  readonly seenTo: number;
  /** The vendor answered then or earlier. Undefined: its clock is not known. */
  readonly answeredAt: number | undefined;
}

/** Why what holds for a person must be set again. */
export interface Need {
  /** The action of the restriction that asks for it. */
  readonly causedBy: string;
  /** What is to be set. */
  readonly set: Switches;
  readonly urgency: Exclude<Urgency, 'flaps'>;
  /** The restrictions in spite of which the person publishes. */
  readonly violated: readonly string[];
  /** When the newest of what makes it necessary happened, on the vendor's clock. */
  readonly since: number;
}

/**
 * What must be set again for a person: because they came, became an anchor or began to publish what is enforced to be disabled; because
 * they publish what a restriction disables although the vendor had set that; or because they came back with what a restriction had
 * set that is over. It is told by what holds now, not by single events, so it
 * makes no difference how often and in which order these come. Undefined: nothing must.
 *
 * @param sent what was sent since `person` was read
 * @param counts which actions count that may be refused still
 */
export function needOf(
  person: PersonMedia,
  sent?: Switches,
  covered?: Coverage,
  counts: Counts = () => false,
): Need | undefined {
  const { roster } = person;
  if (!roster || !isActive(roster)) return undefined;
  const instructions = settledOf(person.instructions, counts);
  const seenTo = Math.max(person.seenTo, covered?.seenTo ?? 0);
  const known = {
    roster,
    instructions,
    sent: sent ?? person.sentEver,
    sentHere: sent ?? person.sent,
    sentLast: sent ?? person.sentLast,
    state: wanted(instructions, sent ?? person.sent),
    hasCome: roster.cameAt > seenTo,
    hasLeft: person.leftAt > seenTo,
    isOwed: person.owedSince !== undefined && sent === undefined,
    isGivenUp: isGivenUp(person) && sent === undefined,
    seenTo,
    answeredAt: covered ? covered.answeredAt : person.answeredAt,
  };
  const needs = MEDIA.flatMap((medium) => needFor(medium, known) ?? []);
  // An action for what is over is refused where it disables something too.
  const first = needs.find(({ to }) => to === 'DISABLED') ?? needs[0];
  if (!first) return undefined;
  const { audio, video, screen } = roster.publishesSince;
  return {
    causedBy: first.causedBy,
    set: Object.fromEntries(needs.map(({ medium, to }) => [medium, to])),
    urgency: audio || video || screen ? 'publishes' : 'came',
    violated: [...new Set(needs.flatMap(({ isViolated, causedBy }) => (isViolated ? [causedBy] : [])))],
    since: Math.max(roster.cameAt, audio, video, screen),
  };
}

interface Known extends Coverage {
  readonly roster: KnownOfRoster;
  readonly instructions: readonly Instruction[];
  /** What was sent last, also before they came. */
  readonly sent: Switches;
  /** What was sent last while they have been there. */
  readonly sentHere: Switches;
  /** What was sent last, unless they have come since and nothing had to be set then. */
  readonly sentLast: Switches;
  readonly state: Switches;
  readonly hasCome: boolean;
  /** What was sent last may be of an earlier stay. */
  readonly hasLeft: boolean;
  readonly isOwed: boolean;
  /** Nobody knows whether the vendor has what was sent last, and it is not sent again by itself. */
  readonly isGivenUp: boolean;
}

function needFor(medium: Medium, known: Known) {
  const { roster, instructions, sent, state, hasCome, isOwed } = known;
  const decider = deciderOf(medium, inForce(instructions));
  if (decider?.enforced && decider[medium] === 'DISABLED') {
    // What was sent before they came counts for nothing: nobody knows whether a block outlives it.
    const wasSent = known.sentLast[medium] === 'DISABLED' && !hasCome && !known.isGivenUp;
    const { publishesSince } = roster;
    const isViolated = wasSent && isAfterAnswer(publishesSince[medium], known);
    // Nobody knows whether a block covers the screen.
    const started = Math.max(publishesSince[medium], medium === 'video' ? publishesSince.screen : 0);
    const isNeeded = !wasSent || isUncovered(started, known);
    return isNeeded ? { medium, causedBy: decider.actionId, to: 'DISABLED' as const, isViolated } : undefined;
  }
  if (isRestriction(decider) && decider[medium] === 'DISABLED') {
    // It is set once for a stay, which goes on over another network and as another role. If the vendor does not hold to that, it is
    // told once more.
    const wasSent = known.sentHere[medium] === 'DISABLED' && !known.hasLeft;
    const isViolated = wasSent && isAfterAnswer(roster.publishesSince[medium], known);
    return isViolated
      ? { medium, causedBy: decider.actionId, to: 'DISABLED' as const, isViolated }
      : undefined;
  }
  const mayBeLeft = sent[medium] === 'DISABLED' && state[medium] === 'ENABLED' && (hasCome || isOwed);
  if (!mayBeLeft) return undefined;
  // Something newer that is plain may have ended what had set that.
  const isOver = decider ? decider.timed || isOwed : isFreed(medium, instructions);
  const cause = decider ?? instructions.findLast((own) => own.timed && own[medium] !== undefined);
  return isOver && cause
    ? { medium, causedBy: cause.actionId, to: 'ENABLED' as const, isViolated: false }
    : undefined;
}

/** Whether moderators see it as one. */
function isRestriction(decider: Instruction | undefined): decider is Instruction {
  return decider !== undefined && (decider.timed || decider.ofRoom === true);
}

/** Whether the vendor has said before that the medium is disabled. */
function isAfterAnswer(started: number, { seenTo, answeredAt }: Coverage): boolean {
  return started > seenTo && answeredAt !== undefined && started > answeredAt + GRACE_MS;
}

/** Whether no call has taken in that a medium started. One of which the vendor's clock is not known may not have. */
function isUncovered(started: number, { seenTo, answeredAt }: Coverage): boolean {
  return started > seenTo && (answeredAt === undefined || started > answeredAt + GRACE_MS);
}
