import type { MediaWish } from './media-wish.js';
import {
  type BothSwitches,
  coveredBy,
  decided,
  deciderOf,
  fulfils,
  type InForce,
  type Instruction,
  inForce,
  MEDIA,
  wanted,
} from './model.js';
import { type Coverage, needOf } from './needs.js';
import { type GivenInstruction, type PersonMedia, settledOf } from './person-media.js';
import type { SentActions } from './sent-actions.js';
import { type Counts, isUndone, undoOf } from './undo-tree.js';

/** What a gateway goes by when it sends something for a person. */
export interface PersonView {
  /** What the database told. */
  readonly known: PersonMedia | undefined;
  /** What was sent since. */
  readonly sent: BothSwitches | undefined;
  /** Up to when that has taken in what happened. Undefined: the vendor has not said that it was set. */
  readonly covered: Coverage | undefined;
  /** The actions that it was sent for. */
  readonly sentFor: Pick<SentActions, 'has'>;
}

/** The restrictions that decide what is sent in such a call. */
export function restrictionsIn(view: PersonView, wishes: readonly MediaWish[]): readonly string[] {
  if (wholeOf(view, wishes)) return NO_RESTRICTIONS;
  const standing = inForce(countingFor(view, wishes));
  const deciders = MEDIA.flatMap((medium) => deciderOf(medium, standing) ?? []);
  return [
    ...new Set(deciders.filter(({ timed, ofRoom }) => timed || ofRoom).map(({ actionId }) => actionId)),
  ];
}

const NO_RESTRICTIONS: readonly string[] = [];

/** What to send in a call that these wishes share. */
export function stateFor(view: PersonView, wishes: readonly MediaWish[]): BothSwitches {
  const whole = wholeOf(view, wishes);
  if (whole) return whole;
  const freed = new Set(wishes.flatMap(({ frees }) => [...(frees ?? [])]));
  return wanted(countingFor(view, wishes), view.sent ?? view.known?.sent ?? {}, freed);
}

/** What a single wish says that plainly decides both media, as most do. Undefined: it is not that simple. */
function wholeOf({ known }: PersonView, wishes: readonly MediaWish[]): BothSwitches | undefined {
  const [wish] = wishes;
  const last = known?.instructions.at(-1);
  if (!wish || !last || wishes.length > 1 || last.actionId !== wish.actionId) return undefined;
  const { audio, video, timed, revoked, endedHow } = last;
  if (!audio || !video || timed || revoked || endedHow || wish.isTakenOver || wish.frees) return undefined;
  return { audio, video };
}

/** Whether the wish's plain instruction says all that was sent. */
export function isAllSaid({ known }: PersonView, { actionId }: MediaWish, sent: BothSwitches): boolean {
  const own = known?.instructions.find((instruction) => instruction.actionId === actionId);
  return own !== undefined && !own.timed && own.audio === sent.audio && own.video === sent.video;
}

/**
 * The instructions as they count in a call that these wishes share. What was just asked for counts, whatever the vendor's clock says
 * of the person's last entry.
 */
function countingFor(view: PersonView, wishes: readonly MediaWish[]): Instruction[] {
  const fresh = new Set(wishes.map(({ isTakenOver, actionId }) => (isTakenOver ? undefined : actionId)));
  const ended = new Set(wishes.map(({ ends }) => ends));
  const counting = settledOf(view.known?.instructions ?? [], countsFor(view, wishes));
  return counting.map((instruction) => {
    const { actionId, timed, over } = instruction;
    return { ...instruction, over: ended.has(actionId) || (over && (timed || !fresh.has(actionId))) };
  });
}

/** Which of the actions that may be refused still count in a call that these wishes share. */
function countsFor({ sentFor }: PersonView, wishes: readonly MediaWish[]): Counts {
  const own = new Set(wishes.flatMap(({ actionId, ends }) => [actionId, ends]));
  // What a gateway that died left is sent once more in any case, so newer actions that wait may count before they are sent.
  const isTakenOver = wishes.some((wish) => wish.isTakenOver);
  return (id) => isTakenOver || own.has(id) || sentFor.has(id);
}

/**
 * The action that has ended, undone or replaced the restriction because of which the wish enforces something. Where none has, because
 * its time is over or it never held: the restriction itself. Undefined: that one still decides, or there is none.
 */
export function endedBefore(view: PersonView, wish: MediaWish): string | undefined {
  const { enforcement, isTakenOver } = wish;
  if (!enforcement?.disables || isTakenOver) return undefined;
  const { restriction } = enforcement;
  const standing = inForce(countingFor(view, [wish]));
  const deciders = MEDIA.flatMap((medium) => deciderOf(medium, standing)?.actionId ?? []);
  if (deciders.includes(restriction)) return undefined;
  const { instructions = [] } = view.known ?? {};
  const own = instructions.find(({ actionId }) => actionId === restriction);
  if (!own) return deciders[0] ?? restriction;
  const newer = coveredBy(own).map((medium) => deciderOf(medium, standing)?.actionId);
  const replaced = instructions.find(
    ({ actionId, number }) => number > own.number && newer.includes(actionId),
  );
  return endOf(own, countsFor(view, [wish])) ?? replaced?.actionId ?? restriction;
}

/** The action that has ended or undone an instruction. */
function endOf(own: GivenInstruction, counts: Counts): string | undefined {
  const { endedHow, endActionId = '', endPending, ofRoom, undos } = own;
  const hasEnded = endedHow !== undefined && (!endPending || ofRoom || counts(endActionId));
  return hasEnded ? endActionId : undoOf(undos, counts)?.actionId;
}

/**
 * The newer action that decides all media of the wish's instruction, and says otherwise. If something older decides, because the
 * instruction was ended or undone: the action that did so. Undefined: there is none.
 */
export function newerThan(
  view: PersonView,
  wish: MediaWish,
  wishes: readonly MediaWish[],
  state: BothSwitches,
): string | undefined {
  const { actionId, frees, enforcement } = wish;
  if (enforcement) return endedBefore(view, wish);
  if (frees || actionId === undefined) return undefined;
  const own = view.known?.instructions.find((instruction) => instruction.actionId === actionId);
  if (!own || fulfils(state, own)) return undefined;
  // It was carried out and ended in the same call.
  if (wishes.some(({ ends }) => ends === actionId)) return undefined;
  const standing = inForce(countingFor(view, wishes));
  const deciders = coveredBy(own).map((medium) => ({ medium, by: deciderOf(medium, standing)?.actionId }));
  if (deciders.some(({ by }) => by === actionId)) return undefined;
  const otherwise = deciders.flatMap(({ medium, by }) => (by && state[medium] !== own[medium] ? [by] : []));
  if (otherwise.length === 0) return undefined;
  const newer = view.known?.instructions.find(
    (instruction) => instruction.number > own.number && otherwise.includes(instruction.actionId),
  );
  return newer?.actionId ?? endOf(own, countsFor(view, wishes));
}

/** Whether nothing has to be sent for a wish. */
export function isUnchanged(view: PersonView, wish: MediaWish): boolean {
  const { frees, actionId, isTakenOver, enforcement } = wish;
  if (actionId === undefined) return isAsSent(view);
  if (enforcement && !isTakenOver) {
    return (
      view.known !== undefined && !needOf(view.known, view.sent, view.covered, (id) => view.sentFor.has(id))
    );
  }
  if (!frees && !isTakenOver) return false;
  const standing = inForce(countingFor(view, [wish]));
  // The person has left since a gateway died that was to set something.
  if (!frees) return coveredBy(decided(standing)).length === 0;
  return !isTakenOver && (wasUndone(view, wish) || isDecidedByNewer(view, wish, standing));
}

/** Whether the instruction that the wish ends was undone before, and the vendor has what holds since. */
function wasUndone(view: PersonView, wish: MediaWish): boolean {
  const { instructions = [], doubtSince } = view.known ?? {};
  const own = instructions.find(({ actionId }) => actionId === wish.ends);
  return own !== undefined && doubtSince === undefined && isUndone(own.undos, countsFor(view, [wish]));
}

/** Whether nothing has to be sent once more. */
function isAsSent(view: PersonView): boolean {
  const { againAt, doubtSince, sent = {} } = view.known ?? {};
  // Another gateway has done it meanwhile.
  if (againAt === undefined) return true;
  if (coveredBy(sent).length === 0) return coveredBy(decided(inForce(countingFor(view, [])))).length === 0;
  const state = stateFor(view, []);
  return doubtSince === undefined && MEDIA.every((medium) => (sent[medium] ?? 'ENABLED') === state[medium]);
}

/** Whether the end of an instruction changes nothing, because newer ones decide all its media. */
function isDecidedByNewer(
  { known }: PersonView,
  { actionId, ends, frees }: MediaWish,
  standing: InForce,
): boolean {
  const { instructions = [] } = known ?? {};
  const indexOf = (id: string) => instructions.findIndex((instruction) => instruction.actionId === id);
  const ended = instructions.findIndex((own) => own.actionId === ends || own.endActionId === actionId);
  if (ended === -1) return false;
  return [...(frees ?? [])].every((medium) => {
    const decider = deciderOf(medium, standing);
    if (decider === undefined || indexOf(decider.actionId) <= ended) return false;
    // What is newer of the room may not have decided while this one held.
    return !decider.ofRoom || decider[medium] === instructions[ended]?.[medium];
  });
}
