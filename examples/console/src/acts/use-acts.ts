import { useState } from 'react';
import { useAnnounce } from '../announcer.js';
import { useGateway } from '../gateway.js';
import { keyForRetry } from '../idempotency-key.js';
import type { Media } from '../media-state.js';
import { type RoomName, roomKey } from '../room-name.js';
import { useWords } from '../words/languages.js';
import { failureText } from '../words/words.js';
import { type Act, sendAct, undoAct, withKey } from './act.js';

export interface Acts {
  /** The last act on a person. */
  latestOf(room: RoomName, userId: string): Act | undefined;
  /** Sends an act, and resolves to it as it ended. Screen readers hear of it, unless it is one of many. */
  perform(act: Act, oneOfMany?: boolean): Promise<Act>;
  undo(act: Act): void;
  retry(act: Act): void;
}

/** What a moderator does to people in rooms. `onSet` is called with what was set. */
export function useActs(onSet: (room: RoomName, userId: string, media: Partial<Media>) => void): Acts {
  const gateway = useGateway();
  const announce = useAnnounce();
  const words = useWords();
  const [latest, setLatest] = useState<ReadonlyMap<string, Act>>(new Map());

  const show = (act: Act) => setLatest((acts) => new Map(acts).set(personKey(act.room, act.userId), act));

  const perform = async (act: Act, oneOfMany = false): Promise<Act> => {
    const { room, userId, kind } = act;
    show(act);
    const { media, failure, actionId } = await sendAct(gateway, act);
    if (media) onSet(room, userId, media);
    const ended: Act = {
      ...act,
      ...(failure ? { failure } : { done: { at: Date.now(), actionId: actionId ?? undefined } }),
    };
    show(ended);
    if (oneOfMany) return ended;
    const what = failure ? failureText(words, failure) : words.rooms.changes[kind].done;
    const warning = failure?.mayHaveBeenApplied ? words.mayHaveBeenApplied : '';
    announce(`${userId}: ${what} ${warning}`);
    return ended;
  };

  return {
    latestOf: (room, userId) => latest.get(personKey(room, userId)),
    perform,
    undo(act) {
      const undoing = undoAct(act);
      if (undoing) void perform(undoing);
    },
    retry(act) {
      if (act.failure) void perform(forRetry(act));
    },
  };
}

/** The same input again, because an idempotency key belongs to one input. */
export function forRetry(act: Act): Act {
  const { failure, input } = act;
  return failure ? withKey(act, keyForRetry(input.idempotencyKey, failure)) : act;
}

function personKey(room: RoomName, userId: string): string {
  return `${roomKey(room)}/${userId}`;
}
