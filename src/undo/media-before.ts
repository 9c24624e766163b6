import { journalName } from '../actions/operation.js';
import type { ActionRecord } from '../journal/action-record.js';
import type { ReadAction } from '../journal/action-rows.js';
import type { Journal } from '../journal/journal.js';
import { liftRestriction } from '../operations/lift-restriction/lift-restriction.operation.js';
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
  const person = await store.lookNow(targetOf(call));
  const given = call.frees ? action.undoes : action.id;
  if (given === undefined || !person.instructions.some(({ actionId }) => actionId === given)) {
    // It was given before the gateway remembered instructions, or has been forgotten.
    const state = await mediaStateBefore(action, journal);
    return state && { state };
  }
  return inputWithout(person, given, switchesIn(call), !call.frees);
}

/** The operations whose calls name media. */
const SETS_MEDIA: ReadonlySet<string> = new Set([setUserMediaState, liftRestriction].map(journalName));

/** Whether both are actions on audio and video, and are about different media. */
export function areBeside(one: ReadAction, other: ReadAction): boolean {
  const media = mediaOf(one);
  const others = mediaOf(other);
  return media.length > 0 && others.length > 0 && !others.some((medium) => media.includes(medium));
}

function mediaOf({ operation, input, inputHead = '{}' }: ReadAction): readonly Medium[] {
  if (!SETS_MEDIA.has(operation)) return [];
  // The input of such an action is short, so its head is the whole.
  return coveredBy(switchesIn(JSON.parse(input ?? inputHead)));
}
