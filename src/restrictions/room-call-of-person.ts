import { ModerationError, SupersededError } from '../errors/moderation-error.js';
import type { ModerationErrorCode } from '../errors/moderation-error-code.enum.js';
import { nameOf } from '../values/room-name.js';
import { isGone } from './gone-people.js';
import { inputFor, type MediaCall, switchesIn } from './media-call.js';
import type { PersonCall } from './media-wish.js';
import { coveredBy, deciderOf, inForce, type Medium } from './model.js';
import { needOf } from './needs.js';
import { isGivenUp, type PersonMedia } from './person-media.js';
import type { CallState, RoomRun, TakenCall } from './room-calls.js';
import { isAnyPending } from './undo-tree.js';

/** What the automatic action for one person sets. */
export type NextInput = PersonCall & Pick<MediaCall, 'state' | 'audio' | 'video' | 'frees' | 'enforces'>;

/** What is to be done for one person of an action on a room. */
export type Next =
  | { readonly kind: 'settled'; readonly state: CallState }
  /** Something else is sent for the person now. */
  | { readonly kind: 'taken' }
  /** An action may be refused still that decides what is to be set. */
  | { readonly kind: 'undecided' }
  /** What was sent is in doubt still, and the sender sends it once more. */
  | { readonly kind: 'in-doubt'; readonly againInMs: number }
  | { readonly kind: 'set'; readonly input: NextInput };

/** @param known what is known of the person now */
export function nextFor(taken: TakenCall, { call }: RoomRun, known: PersonMedia): Next {
  if (known.isTaken) return { kind: 'taken' };
  if (isUndecided(coveredBy(switchesIn(call)), known)) return { kind: 'undecided' };
  const { userId, frees, actionId, state } = taken;
  const wasInDoubt = state === 'UNKNOWN';
  if (wasInDoubt && known.againAt !== undefined) {
    return { kind: 'in-doubt', againInMs: known.againAt - known.now };
  }
  // The vendor has not answered for so long that what is in doubt is not sent again by itself.
  const isOwed = frees || call.frees || call.enforced;
  if (wasInDoubt && isGivenUp(known) && !isOwed) return { kind: 'settled', state: 'UNKNOWN' };
  const { sdkAppId, region } = call;
  const person = { sdkAppId, ...nameOf(call), userId, region };
  const said = switchesIn(call);
  const set = { kind: 'set', input: { ...person, ...inputFor(known, said) } } as const;
  if (frees || call.frees) return isAsSent(call, known) ? { kind: 'settled', state: 'DROPPED' } : set;
  const own = known.instructions.find((instruction) => instruction.actionId === actionId);
  // Who left before their call waits. What is plain is forgotten for them.
  if (!own || own.over || !known.roster?.presence) return { kind: 'settled', state: 'WAITING' };
  const standing = inForce(known.instructions);
  const decides = coveredBy(said).some((medium) => deciderOf(medium, standing)?.actionId === actionId);
  if (!decides) return { kind: 'settled', state: 'DROPPED' };
  // It may have been made, or another one that says the same.
  if (wasInDoubt && isAsSent(call, known)) return { kind: 'settled', state: 'DONE' };
  if (!call.enforced || said.audio === 'ENABLED' || said.video === 'ENABLED') return set;
  // An event may have made the gateway set it before.
  const need = needOf(known);
  if (need) return { kind: 'set', input: { ...person, ...need.set, enforces: need.causedBy } };
  return { kind: 'settled', state: isAsSent(call, known) ? 'DONE' : 'WAITING' };
}

/** Whether an action that gave, ended or undid something for these media may be refused still. */
function isUndecided(media: readonly Medium[], { instructions }: PersonMedia): boolean {
  return instructions
    .filter((own) => media.some((medium) => own[medium] !== undefined))
    .some(({ pending, endPending, undos }) => pending || endPending || isAnyPending(undos));
}

/**
 * Whether the vendor was told last what holds now, and nobody is in doubt about that. What was disabled before the person came may have
 * been left, or not.
 */
function isAsSent(call: RoomRun['call'], known: PersonMedia): boolean {
  const { againAt, doubtSince, isAbandoned, sent, sentEver } = known;
  const media = switchesIn(inputFor(known, switchesIn(call)));
  const isSame = coveredBy(media).every((medium) => {
    return media[medium] === 'DISABLED' ? sent[medium] === 'DISABLED' : sentEver[medium] !== 'DISABLED';
  });
  return isSame && !isAbandoned && againAt === undefined && doubtSince === undefined;
}

/**
 * The key under which the call is made: another gateway that makes it too finds that action. Something else may hold when it is made
 * again. Where nobody knew what became of an earlier action, and the call has to be made all the same, it is another action.
 */
export function keyOf(
  { actionId, userId, state: before }: TakenCall,
  input: NextInput,
  { turns }: PersonMedia,
): string {
  const { state, audio, video, enforces } = input;
  const again = before === 'WANTED' ? '' : ` after ${turns}`;
  return `${actionId} for ${userId}: ${[state, audio, video, enforces].join(' ')}${again}`;
}

/** The codes where the action is not over, or its outcome is not written yet. It may have been refused. */
const NOT_ON_RECORD: ReadonlySet<string> = new Set<ModerationErrorCode>([
  'STILL_RUNNING',
  'OUTCOME_UNRECORDED',
]);

/** What became of the action. Undefined: it is to be tried again. */
export function stateAfter(answer: unknown): CallState | undefined {
  if (!(answer instanceof ModerationError)) return 'DONE';
  if (isGone(answer)) return 'WAITING';
  // What was to be enforced is over. Something else may have to be set.
  if (answer instanceof SupersededError) return undefined;
  // The journal will tell, under the same key.
  if (NOT_ON_RECORD.has(answer.code)) return undefined;
  if (answer.outcome === 'UNKNOWN') return 'UNKNOWN';
  return answer.retryable ? undefined : 'FAILED';
}
