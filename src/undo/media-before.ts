import { journalName } from '../actions/operation.js';
import type { ActionRecord } from '../journal/action-record.js';
import type { ReadAction } from '../journal/action-rows.js';
import type { Journal } from '../journal/journal.js';
import { liftRestriction } from '../operations/lift-restriction/lift-restriction.operation.js';
import { setRoomMediaState } from '../operations/set-room-media-state/set-room-media-state.operation.js';
import { setUserMediaState } from '../operations/set-user-media-state/set-user-media-state.operation.js';
import { inputWithout, type MediaCall, personIn, switchesIn, targetOf } from '../restrictions/media-call.js';
import type { MediaStore } from '../restrictions/media-store.js';
import { coveredBy, type Medium } from '../restrictions/model.js';
import { mediaStateBefore } from './media-state-before.js';

/** The part of an input that says what audio and video shall be. */
type SaidInput = Pick<MediaCall, 'state' | 'audio' | 'video' | 'frees'>;

/**
 * The input that undoes an action on a person's audio and video. What the action's instruction had ended or overridden holds again.
 * The undo of an undo makes the instruction hold again. Undefined: the journal has too much on the person to tell.
 */
export async function mediaBefore(
  action: ActionRecord,
  journal: Journal,
  store: MediaStore,
): Promise<object | undefined> {
  const call: MediaCall = JSON.parse(action.input);
  const said = await saidBefore(action, call, journal, store);
  return said && { ...personIn(call), ...said };
}

async function saidBefore(
  action: ActionRecord,
  call: MediaCall,
  journal: Journal,
  store: MediaStore,
): Promise<SaidInput | undefined> {
  const chain = await undoneBy(action, journal);
  if (!chain) return undefined;
  const { given, undos } = chain;
  const person = await store.lookNow(targetOf(call));
  if (person.instructions.some(({ actionId }) => actionId === given.id)) {
    return inputWithout(person, given.id, switchesIn(call), undos % 2 === 0);
  }
  // It was given before the gateway remembered instructions, or has been forgotten.
  return mediaStateBefore(action, coveredBy(switchesIn(call)), journal);
}

/** An undo of an undo of so many undos is not found out. */
const MOST_UNDOS = 50;

/** The action at the root of a chain of undos, and how many of these there are. Undefined: too many, or some are deleted. */
async function undoneBy(
  action: ActionRecord,
  journal: Journal,
): Promise<{ given: ActionRecord; undos: number } | undefined> {
  let given: ActionRecord | undefined = action;
  for (let undos = 0; given && undos < MOST_UNDOS; undos++) {
    if (given.undoes === undefined) return { given, undos };
    given = await journal.find(given.undoes);
  }
  return undefined;
}

/** Whether the action is the end of a restriction that the gateway carried out when its time had come. */
export function isEnd({ operation, input }: ActionRecord): boolean {
  return SETS_MEDIA.has(operation) && (JSON.parse(input) as MediaCall).ends !== undefined;
}

/** Whether the gateway only set again what a restriction asks for. */
export function isEnforcement({ operation, input }: ActionRecord): boolean {
  return SETS_MEDIA.has(operation) && (JSON.parse(input) as MediaCall).enforces !== undefined;
}

/**
 * The actions whose restrictions on the person of `action` are over, and those that ended them. If the action gave a restriction,
 * that one holds again. So they do not stand.
 */
export async function actionsThatAreOver(
  action: ActionRecord,
  store: MediaStore,
): Promise<ReadonlySet<string | undefined>> {
  if (!SETS_MEDIA.has(action.operation) || action.userIds.length === 0) return new Set();
  const { instructions } = await store.lookNow(targetOf(JSON.parse(action.input)));
  if (!instructions.some(({ actionId, timed }) => actionId === action.id && timed)) return new Set();
  const over = instructions.filter(
    (instruction) => instruction.timed && instruction.over && !instruction.endPending,
  );
  return new Set(over.flatMap(({ actionId, endActionId }) => [actionId, endActionId]));
}

/** The operations whose calls name media. */
const SETS_MEDIA: ReadonlySet<string> = new Set(
  [setUserMediaState, liftRestriction, setRoomMediaState].map(journalName),
);

/**
 * Whether both are actions on audio and video, and the one does not stand in the way of the undo of the other: they are about
 * different media, or one is on a whole room. The undo revokes an instruction, and what is said of the room stays.
 */
export function areBeside(one: ReadAction, other: ReadAction): boolean {
  const media = mediaOf(one);
  const others = mediaOf(other);
  if (media.length === 0 || others.length === 0) return false;
  return !others.some((medium) => media.includes(medium)) || isOnRoom(one) !== isOnRoom(other);
}

/** Whether the gateway only told the vendor of what holds by other actions. An undo of those tells it anew. */
export function setsAgain(action: ReadAction): boolean {
  return (
    action.causedBy !== undefined && SETS_MEDIA.has(action.operation) && callOf(action).ends === undefined
  );
}

function callOf({ input, inputHead = '{}' }: ReadAction): MediaCall {
  // The input of such an action is short, so its head is the whole.
  return JSON.parse(input ?? inputHead);
}

/** Of an action on audio and video. */
function isOnRoom(action: ReadAction): boolean {
  return !('userId' in callOf(action));
}

function mediaOf(action: ReadAction): readonly Medium[] {
  return SETS_MEDIA.has(action.operation) ? coveredBy(switchesIn(callOf(action))) : [];
}
