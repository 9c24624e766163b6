import type { ModerationAction } from 'moderation-gateway-client/strings';
import { changesIn } from '../media-state.js';
import { roomText } from '../room-name.js';
import type { Words } from '../words/words.js';

/** One line on an action. What was refused does not read as done. */
export function whatWasDone(words: Words, action: ModerationAction): string {
  const text = textOf(words, action);
  const { status, undoes } = action;
  const isRefused = status === 'REFUSED' || status === 'DENIED';
  const full = undoes ? words.actions.undo(text) : text;
  return isRefused ? words.actions.notDone(full) : full;
}

function textOf(
  words: Words,
  { operation, targets, state, audio, video, roomId, strRoomId, listOwnerId }: ModerationAction,
): string {
  const { states, setState, addUsers, removeUsers, otherInRoom, operations } = words.actions;
  const count = new Intl.NumberFormat(words.language).format(targets.length);
  if (operation === 'ADD_TO_BLACKLIST') return addUsers(count, listOwnerId ?? '');
  if (operation === 'REMOVE_FROM_BLACKLIST') return removeUsers(count, listOwnerId ?? '');
  const name = operations[operation] ?? operation;
  if (roomId === null && strRoomId === null) return name;
  const room = roomText({ roomId, strRoomId });
  const [first] = targets;
  if (operation === 'SET_USER_MEDIA_STATE') {
    const ofMedia = changesIn({ audio, video }).map((change) => words.rooms.changes[change].button);
    const what = state ? states[state] : ofMedia.join(words.blacklist.separator);
    return setState(first?.userId ?? '', room, what);
  }
  const more = targets.length > 1 ? ` +${targets.length - 1}` : '';
  return otherInRoom(name, first ? `${first.userId}${more}` : '', room);
}
