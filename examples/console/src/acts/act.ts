import {
  LiftRestrictionDocument,
  type LiftRestrictionInput,
  matchResult,
  RemoveFromRoomDocument,
  type RemoveFromRoomInput,
  SetUserMediaStateDocument,
  type SetUserMediaStateInput,
  UndoModerationActionDocument,
  type UndoModerationActionInput,
} from 'moderation-gateway-client/strings';
import { type Failure, failureOf } from '../failure.js';
import type { Gateway } from '../gateway.js';
import { newIdempotencyKey } from '../idempotency-key.js';
import { type Change, type Media, mediaIn, switchesOf } from '../media-state.js';
import { type RoomName, roomNameOf } from '../room-name.js';

interface WithKey {
  idempotencyKey: string;
}

type Asked =
  | { kind: Change; input: SetUserMediaStateInput & WithKey }
  | { kind: 'lift'; input: LiftRestrictionInput & WithKey }
  | { kind: 'kick'; input: RemoveFromRoomInput & WithKey }
  | { kind: 'undo'; input: UndoModerationActionInput & WithKey };

/** Something that a moderator does to one person in a room, and what has come of it. */
export type Act = Asked & {
  room: RoomName;
  userId: string;
  /** Set when it is done. Without this and without `failure`, it is under way. */
  done?: { at: number; actionId: string | undefined };
  failure?: Failure;
};

/** What a moderator says of the next act, beside what it is. */
export interface ActTerms {
  /** For the journal. Empty: none. */
  reason: string;
  /** After so many seconds a mute ends by itself. Undefined: it has no end. */
  durationSeconds: number | undefined;
}

export function changeAct(room: RoomName, userId: string, kind: Change, terms: ActTerms): Act {
  const { durationSeconds } = terms;
  // Only a mute ends by itself: nobody means to give a microphone for five minutes by the choice that was meant for a mute.
  const timed = durationSeconds !== undefined && kind.startsWith('mute') ? { durationSeconds } : {};
  const input = { ...roomNameOf(room), userId, ...switchesOf(kind), ...timed, ...newAct(terms) };
  return { kind, room, userId, input };
}

export function liftAct(room: RoomName, userId: string, restrictionId: string, terms: ActTerms): Act {
  return { kind: 'lift', room, userId, input: { restrictionId, ...newAct(terms) } };
}

export function kickAct(room: RoomName, userId: string, terms: ActTerms): Act {
  return { kind: 'kick', room, userId, input: { ...roomNameOf(room), userIds: [userId], ...newAct(terms) } };
}

/** Undoes an act that is done; undefined if it is not known by what action. */
export function undoAct({ room, userId, done }: Act): Act | undefined {
  if (!done?.actionId) return undefined;
  return { kind: 'undo', room, userId, input: { actionId: done.actionId, ...newAct() } };
}

/** The same act under another key, with nothing come of it yet. */
export function withKey(act: Act, idempotencyKey: string): Act {
  const { done: _, failure: __, ...asked } = act;
  return { ...asked, input: { ...asked.input, idempotencyKey } } as Act;
}

/** Whether an act can be undone by `undoAct` as long as nothing newer stands on it. */
export function isUndoable({ kind, done }: Act): boolean {
  return done?.actionId !== undefined && kind !== 'kick' && kind !== 'undo' && kind !== 'lift';
}

export interface ActEnd {
  actionId?: string | null;
  /** What was set. A medium that is absent is not known. */
  media?: Partial<Media>;
  failure?: Failure;
}

/** Sends the act. It does not throw. */
export async function sendAct(gateway: Gateway, { kind, input }: Act): Promise<ActEnd> {
  switch (kind) {
    case 'lift':
      return lift(gateway, input);
    case 'kick':
      return kick(gateway, input);
    case 'undo':
      return undo(gateway, input);
    default:
      return change(gateway, input);
  }
}

async function change(gateway: Gateway, input: SetUserMediaStateInput): Promise<ActEnd> {
  const { data, failure } = await gateway(SetUserMediaStateDocument, { input });
  if (failure) return { failure };
  return matchResult(data.setUserMediaState, {
    SetUserMediaStateSuccess: ({ state, actionId }): ActEnd => ({ media: mediaIn({ state }), actionId }),
    // Only what is enforced waits for somebody.
    SetUserMediaStateWaiting: ({ actionId }): ActEnd => ({ actionId }),
    otherwise: (error): ActEnd => ({ failure: failureOf(error) }),
  });
}

async function lift(gateway: Gateway, input: LiftRestrictionInput): Promise<ActEnd> {
  const { data, failure } = await gateway(LiftRestrictionDocument, { input });
  if (failure) return { failure };
  return matchResult(data.liftRestriction, {
    // The next reading of the room has what holds now.
    LiftRestrictionSuccess: ({ actionId }): ActEnd => ({ actionId }),
    otherwise: (error): ActEnd => ({ failure: failureOf(error) }),
  });
}

async function kick(gateway: Gateway, input: RemoveFromRoomInput): Promise<ActEnd> {
  const { data, failure } = await gateway(RemoveFromRoomDocument, { input });
  if (failure) return { failure };
  return matchResult(data.removeFromRoom, {
    RemoveFromRoomSuccess: ({ actionId }): ActEnd => ({ actionId }),
    RemoveFromRoomPartialFailure: ({ failures, actionId }): ActEnd =>
      failures[0] ? { failure: failureOf(failures[0].error) } : { actionId },
    otherwise: (error): ActEnd => ({ failure: failureOf(error) }),
  });
}

async function undo(gateway: Gateway, input: UndoModerationActionInput): Promise<ActEnd> {
  const { data, failure } = await gateway(UndoModerationActionDocument, { input });
  if (failure) return { failure };
  return matchResult(data.undoModerationAction, {
    UndoModerationActionSuccess: ({ action }): ActEnd => ({ actionId: action.id, media: mediaIn(action) }),
    UndoModerationActionPartialFailure: ({ failures, action }): ActEnd =>
      failures[0] ? { failure: failureOf(failures[0].error) } : { actionId: action.id },
    otherwise: (error): ActEnd => ({ failure: failureOf(error) }),
  });
}

/** What every act has: a key of its own, and the reason if there is one. */
export function newAct({ reason = '' }: Partial<ActTerms> = {}): WithKey & { reason?: string } {
  return { idempotencyKey: newIdempotencyKey(), ...(reason && { reason }) };
}
