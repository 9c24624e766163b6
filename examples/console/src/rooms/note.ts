import type { Act } from '../acts/act.js';
import type { Failure } from '../failure.js';
import { changesIn } from '../media-state.js';
import type { Words } from '../words/words.js';
import type { LastAction } from './room-readings.js';
import type { Person } from './use-rooms.js';

/** What a row says of the newest act on a person. */
export type Note =
  | { pending: string }
  | { failure: Failure; act: Act }
  /** Done in this console. `act` can be undone. */
  | { done: string; act: Act }
  /** As the journal has it: whoever did it. */
  | { done: string; actor: string; requestedAt: string; act: Act | undefined };

/**
 * The note of whatever is newest: the act of this console, or what the gateway has told of since. Otherwise the row would say
 * "Audio muted" beside a state that a colleague has changed. The ids of actions grow.
 */
export function noteOf(words: Words, { lastAction, media }: Person, act: Act | undefined): Note | undefined {
  if (act && !act.done && !act.failure) return { pending: words.rooms.changes[act.kind].pending };
  const actionId = act?.done?.actionId ?? act?.failure?.actionId;
  const newer = lastAction && (!act || (actionId !== undefined && lastAction.id > actionId));
  // An answer may have been lost. The journal has what came of the act, under its key.
  const isOwn = act && lastAction?.idempotencyKey === act.input.idempotencyKey;
  const same = lastAction && (isOwn || (actionId !== undefined && lastAction.id === actionId));
  const isKnown = newer || (same && lastAction.status === 'APPLIED');
  if (act?.failure && !isKnown) return { failure: act.failure, act };
  if (lastAction && (newer || same)) {
    const { actor, requestedAt } = lastAction;
    return { done: recordText(words, lastAction), actor, requestedAt, act: same ? act : undefined };
  }
  if (!act?.done) return undefined;
  // Without the journal, what is read of the state is all that tells.
  const stillHolds = !isChange(act) || switched(act).every(([medium, on]) => media[medium] === on);
  return stillHolds ? { done: words.rooms.changes[act.kind].done, act } : undefined;
}

function recordText(words: Words, action: LastAction): string {
  const { operation, status, undoes } = action;
  if (status !== 'APPLIED') return words.actions.statuses[status] ?? status;
  const { changes } = words.rooms;
  if (undoes) return changes.undo.done;
  if (operation === 'LIFT_RESTRICTION') return changes.lift.done;
  if (operation === 'REMOVE_FROM_ROOM') return changes.kick.done;
  const [first, second] = changesIn(action);
  if (!first) return action.state ? words.actions.states[action.state] : operation;
  if (!second) return changes[first].done;
  if (first === 'muteAudio' && second === 'muteVideo') return changes.muteBoth.done;
  if (first === 'unmuteAudio' && second === 'unmuteVideo') return changes.unmuteBoth.done;
  return `${changes[first].done} ${changes[second].done}`;
}

function isChange({ kind }: Act): boolean {
  return kind !== 'lift' && kind !== 'kick' && kind !== 'undo';
}

function switched({ input }: Act): ['audio' | 'video', boolean][] {
  return (['audio', 'video'] as const).flatMap((medium) => {
    const asked = medium in input ? (input as Partial<Record<typeof medium, string | null>>)[medium] : null;
    return asked ? [[medium, asked === 'ENABLED'] as ['audio' | 'video', boolean]] : [];
  });
}
