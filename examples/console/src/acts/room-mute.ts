import {
  LiftRestrictionDocument,
  matchResult,
  RestrictionsDocument,
  type RestrictionsQuery,
  SetRoomMediaStateDocument,
} from 'moderation-gateway-client/strings';
import { type Failure, failureOf } from '../failure.js';
import type { Gateway } from '../gateway.js';
import { type Change, switchesOf } from '../media-state.js';
import { type RoomName, roomNameOf } from '../room-name.js';
import { type ActTerms, newAct } from './act.js';

/** What mutes everybody in a room but some, also those who enter later. */
export type RoomMute = RestrictionsQuery['restrictions']['edges'][number]['node'];

/** `off`: the gateway takes no events of the application, or the token is for single people only. Then it can be done one by one. */
export type RoomMuteEnd = { kind: 'accepted' } | { kind: 'off' } | { kind: 'failed'; failure: Failure };

/** Mutes everybody but some, now and when they enter, until it is lifted or its time is over. */
export async function muteRoom(
  gateway: Gateway,
  room: RoomName,
  change: Change,
  exceptUserIds: readonly string[],
  terms: ActTerms,
): Promise<RoomMuteEnd> {
  const { durationSeconds } = terms;
  const input = {
    ...roomNameOf(room),
    ...switchesOf(change),
    exceptUserIds: [...exceptUserIds],
    enforce: true,
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...newAct(terms),
  };
  const { data, failure } = await gateway(SetRoomMediaStateDocument, { input });
  if (failure) return { kind: 'failed', failure };
  return matchResult(data.setRoomMediaState, {
    SetRoomMediaStateAccepted: (): RoomMuteEnd => ({ kind: 'accepted' }),
    otherwise: (error): RoomMuteEnd => {
      const failure = failureOf(error);
      const isOff = failure.issues?.some(({ code }) => code === 'ENFORCEMENT_OFF') ?? false;
      return isOff ? { kind: 'off' } : { kind: 'failed', failure };
    },
  });
}

/** Those that are in force, the newest first. */
export async function readRoomMutes(
  gateway: Gateway,
  room: RoomName,
): Promise<readonly RoomMute[] | undefined> {
  // At most one of each medium is in force.
  const filter = { ...roomNameOf(room), wholeRoom: true, status: ['IN_FORCE' as const] };
  const { data } = await gateway(RestrictionsDocument, { filter });
  const found = data?.restrictions.edges.map(({ node }) => node);
  return found?.filter(({ audio, video }) => audio === 'DISABLED' || video === 'DISABLED');
}

/** Resolves with what went wrong, if anything did. */
export async function liftRoomMute(gateway: Gateway, restrictionId: string): Promise<Failure | undefined> {
  const { data, failure } = await gateway(LiftRestrictionDocument, { input: { restrictionId, ...newAct() } });
  if (failure) return failure;
  return matchResult(data.liftRestriction, {
    LiftRestrictionSuccess: () => undefined,
    otherwise: (error) => failureOf(error),
  });
}
