import {
  type MediaState,
  type ParticipantRole,
  RoomDocument,
  type RoomQuery,
  RoomsDocument,
} from 'moderation-gateway-client/strings';
import type { Failure } from '../failure.js';
import type { Answer, Gateway } from '../gateway.js';
import type { RoomName } from '../room-name.js';

/** Somebody in a room, as the gateway knows them from the vendor's events. */
export interface FoundPerson {
  userId: string;
  role: ParticipantRole;
  /** What they send now, whether they may or not. */
  sends: readonly ('audio' | 'video' | 'screen')[];
  /** By the vendor's clock, in milliseconds since the epoch. */
  enteredAt: number;
  /** What was last done to them, in this stay or an earlier one. */
  lastAction: FoundAction | undefined;
}

export interface FoundAction {
  id: string;
  /** By the gateway's clock, in milliseconds since the epoch. */
  requestedAt: number;
  /** What it has set. Undefined: that is not certain. */
  state: MediaState | undefined;
}

export type FoundRoom = RoomName & { participantCount: number };

export interface FoundPeople {
  people: readonly FoundPerson[];
  /** Set if there are more people than were read: those whose ids come after this one. */
  readUpTo: string | undefined;
  /** Whether as many people as the page shows were asked for. */
  isAll: boolean;
}

type PeoplePage = NonNullable<RoomQuery['room']>['participants'];
type Participant = PeoplePage['edges'][number]['node'];

const PAGE = 200;
/** So that the largest room does not keep the gateway busy. */
export const MAX_PAGES = 5;

/** The open rooms of the applications: the 200 newest of each. */
export async function readRooms(
  gateway: Gateway,
  sdkAppIds: readonly number[],
): Promise<{ rooms: readonly FoundRoom[]; failure?: never } | { rooms?: never; failure: Failure }> {
  const rooms: FoundRoom[] = [];
  for (const sdkAppId of sdkAppIds) {
    const { data, failure } = await gateway(RoomsDocument, { sdkAppId, first: PAGE });
    if (failure) return { failure };
    for (const { node } of data.rooms.edges) {
      const { participantCount, roomId, strRoomId } = node;
      if (typeof strRoomId === 'string') rooms.push({ sdkAppId, strRoomId, participantCount });
      else if (typeof roomId === 'number') rooms.push({ sdkAppId, roomId, participantCount });
    }
  }
  return { rooms };
}

/** The people in a room, 200 at most for each of `maxPages`. */
export async function readPeople(
  gateway: Gateway,
  { sdkAppId, roomId, strRoomId }: RoomName,
  maxPages: number,
): Promise<{ found: FoundPeople; failure?: never } | { found?: never; failure: Failure }> {
  const people: FoundPerson[] = [];
  const name = { sdkAppId, roomId: roomId ?? null, strRoomId: strRoomId ?? null };
  let after: string | null = null;
  for (let pages = 1; pages <= maxPages; pages += 1) {
    const { data, failure }: Answer<RoomQuery> = await gateway(RoomDocument, { ...name, first: PAGE, after });
    if (failure) return { failure };
    // The gateway has heard of no such room.
    if (!data.room) break;
    const { edges, pageInfo }: PeoplePage = data.room.participants;
    people.push(...edges.map(({ node }) => foundPerson(node)));
    if (!pageInfo.hasNextPage) return { found: { people, readUpTo: undefined, isAll: true } };
    after = pageInfo.endCursor;
  }
  const readUpTo = after === null ? undefined : people.at(-1)?.userId;
  return { found: { people, readUpTo, isAll: readUpTo === undefined || maxPages === MAX_PAGES } };
}

function foundPerson(participant: Participant): FoundPerson {
  const { userId, role, publishesAudio, publishesVideo, publishesScreen, enteredAt, lastAction } =
    participant;
  const sends = { audio: publishesAudio, video: publishesVideo, screen: publishesScreen };
  const media = ['audio', 'video', 'screen'] as const;
  return {
    userId,
    role,
    sends: media.filter((medium) => sends[medium]),
    enteredAt: Date.parse(enteredAt),
    lastAction: lastAction
      ? {
          id: lastAction.id,
          requestedAt: Date.parse(lastAction.requestedAt),
          state: lastAction.status === 'APPLIED' ? (lastAction.state ?? undefined) : undefined,
        }
      : undefined,
  };
}
