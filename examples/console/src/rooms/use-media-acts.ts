import {
  type MediaState,
  matchResult,
  SetUserMediaStateDocument,
  type SetUserMediaStateInput,
} from 'moderation-gateway-client/strings';
import { useState } from 'react';
import { useAnnounce } from '../announcer.js';
import { type Failure, failureOf } from '../failure.js';
import { useGateway } from '../gateway.js';
import { keyForRetry, newIdempotencyKey } from '../idempotency-key.js';
import type { Change } from '../media-state.js';
import { type RoomName, roomKey, roomNameOf } from '../room-name.js';
import { useWords } from '../words/languages.js';
import { failureText } from '../words/words.js';

/** The last mute or unmute of a person. */
export interface MediaAct {
  change: Change;
  room: RoomName;
  input: SetUserMediaStateInput & { idempotencyKey: string };
  /** Set when it is done. Without this and without `failure`, it is under way. */
  done?: true;
  failure?: Failure;
}

interface MediaActs {
  latestOf(room: RoomName, userId: string): MediaAct | undefined;
  act(room: RoomName, userId: string, change: Change, state: MediaState, reason: string): void;
  retry(act: MediaAct): void;
}

/** Mutes and unmutes. `onSet` is called with each state that was set. */
export function useMediaActs(onSet: (room: RoomName, userId: string, state: MediaState) => void): MediaActs {
  const gateway = useGateway();
  const announce = useAnnounce();
  const words = useWords();
  const [latest, setLatest] = useState<ReadonlyMap<string, MediaAct>>(new Map());

  const show = (act: MediaAct) =>
    setLatest((acts) => new Map(acts).set(personKey(act.room, act.input.userId), act));

  const run = async (act: MediaAct) => {
    const { input, room, change } = act;
    show(act);
    const { data, failure } = await gateway(SetUserMediaStateDocument, { input });
    const end = failure
      ? { failure }
      : matchResult(data.setUserMediaState, {
          SetUserMediaStateSuccess: ({ state }) => ({ done: true as const, state }),
          otherwise: (error) => ({ failure: failureOf(error) }),
        });
    if ('state' in end) onSet(room, input.userId, end.state);
    show({ ...act, ...('state' in end ? { done: end.done } : end) });
    const what = 'state' in end ? words.rooms.changes[change].done : failureText(words, end.failure);
    const warning = 'failure' in end && end.failure.mayHaveBeenApplied ? words.mayHaveBeenApplied : '';
    announce(`${input.userId}: ${what} ${warning}`);
  };

  return {
    latestOf: (room, userId) => latest.get(personKey(room, userId)),
    act(room, userId, change, state, reason) {
      const idempotencyKey = newIdempotencyKey();
      const input = { ...roomNameOf(room), userId, state, idempotencyKey, ...(reason && { reason }) };
      void run({ change, room, input });
    },
    retry({ change, room, input, failure }) {
      if (!failure) return;
      // The same input again, because an idempotency key belongs to one input.
      const idempotencyKey = keyForRetry(input.idempotencyKey, failure);
      void run({ change, room, input: { ...input, idempotencyKey } });
    },
  };
}

function personKey(room: RoomName, userId: string): string {
  return `${roomKey(room)}/${userId}`;
}
