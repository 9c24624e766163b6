import {
  LiftRestrictionDocument,
  type LiftRestrictionInput,
  type MediaState,
  matchResult,
  SetUserMediaStateDocument,
  type SetUserMediaStateInput,
} from 'moderation-gateway-client/strings';
import { useState } from 'react';
import { useAnnounce } from '../announcer.js';
import { type Failure, failureOf } from '../failure.js';
import { type Gateway, useGateway } from '../gateway.js';
import { keyForRetry, newIdempotencyKey } from '../idempotency-key.js';
import { type Change, switchesOf } from '../media-state.js';
import { type RoomName, roomKey, roomNameOf } from '../room-name.js';
import { useWords } from '../words/languages.js';
import { failureText } from '../words/words.js';

interface WithKey {
  idempotencyKey: string;
}

type Asked =
  | { change: Change; input: SetUserMediaStateInput & WithKey }
  | { change: 'lift'; input: LiftRestrictionInput & WithKey };

/** The last mute or unmute of a person, or the last lift of a restriction on them. */
export type MediaAct = Asked & {
  room: RoomName;
  userId: string;
  /** Set when it is done. Without this and without `failure`, it is under way. */
  done?: true;
  failure?: Failure;
};

interface MediaActs {
  latestOf(room: RoomName, userId: string): MediaAct | undefined;
  change(room: RoomName, userId: string, change: Change, reason: string): void;
  lift(room: RoomName, userId: string, restrictionId: string, reason: string): void;
  retry(act: MediaAct): void;
}

/** Mutes, unmutes and lifts. `onSet` is called with each state that was set. */
export function useMediaActs(onSet: (room: RoomName, userId: string, state: MediaState) => void): MediaActs {
  const gateway = useGateway();
  const announce = useAnnounce();
  const words = useWords();
  const [latest, setLatest] = useState<ReadonlyMap<string, MediaAct>>(new Map());

  const show = (act: MediaAct) =>
    setLatest((acts) => new Map(acts).set(personKey(act.room, act.userId), act));

  const run = async (act: MediaAct) => {
    const { room, userId, change } = act;
    show(act);
    const { state, failure } = await send(gateway, act);
    if (state) onSet(room, userId, state);
    show({ ...act, ...(failure ? { failure } : { done: true }) });
    const what = failure ? failureText(words, failure) : words.rooms.changes[change].done;
    const warning = failure?.mayHaveBeenApplied ? words.mayHaveBeenApplied : '';
    announce(`${userId}: ${what} ${warning}`);
  };

  return {
    latestOf: (room, userId) => latest.get(personKey(room, userId)),
    change(room, userId, change, reason) {
      const input = { ...roomNameOf(room), userId, ...switchesOf(change), ...newAct(reason) };
      void run({ room, userId, change, input });
    },
    lift(room, userId, restrictionId, reason) {
      void run({ room, userId, change: 'lift', input: { restrictionId, ...newAct(reason) } });
    },
    retry({ done: _, failure, ...act }) {
      if (!failure) return;
      // The same input again, because an idempotency key belongs to one input.
      const idempotencyKey = keyForRetry(act.input.idempotencyKey, failure);
      void run(
        act.change === 'lift'
          ? { ...act, input: { ...act.input, idempotencyKey } }
          : { ...act, input: { ...act.input, idempotencyKey } },
      );
    },
  };
}

function newAct(reason: string): WithKey & { reason?: string } {
  return { idempotencyKey: newIdempotencyKey(), ...(reason && { reason }) };
}

interface End {
  /** What the vendor was sent. */
  state?: MediaState;
  failure?: Failure;
}

async function send(gateway: Gateway, asked: Asked): Promise<End> {
  if (asked.change === 'lift') {
    const { data, failure } = await gateway(LiftRestrictionDocument, { input: asked.input });
    if (failure) return { failure };
    return matchResult(data.liftRestriction, {
      // The next reading of the room has what holds now.
      LiftRestrictionSuccess: (): End => ({}),
      otherwise: (error): End => ({ failure: failureOf(error) }),
    });
  }
  const { data, failure } = await gateway(SetUserMediaStateDocument, { input: asked.input });
  if (failure) return { failure };
  return matchResult(data.setUserMediaState, {
    SetUserMediaStateSuccess: ({ state }): End => ({ state }),
    // Only what is enforced waits for somebody.
    SetUserMediaStateWaiting: (): End => ({}),
    otherwise: (error): End => ({ failure: failureOf(error) }),
  });
}

function personKey(room: RoomName, userId: string): string {
  return `${roomKey(room)}/${userId}`;
}
