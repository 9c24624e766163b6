import {
  type ParticipantRole,
  RoomDocument,
  type RoomQuery,
  RoomsDocument,
} from 'moderation-gateway-client/strings';
import type { Failure } from '../failure.js';
import type { Answer, Gateway } from '../gateway.js';
import type { Media } from '../media-state.js';
import type { RoomName } from '../room-name.js';

/** Somebody in a room, as the gateway knows them from the vendor's events. */
export interface FoundPerson {
  userId: string;
  role: ParticipantRole;
  /** What they send now, whether they may or not. */
  sends: readonly ('audio' | 'video' | 'screen')[];
  /** Whether they may send, as far as the gateway has set it. */
  media: Media;
  /** What mutes them until a time, newest first. */
  timedMutes: readonly TimedMute[];
  /** The newest action on them since they entered, as far as the token lets the caller see it. */
  lastAction: LastAction | undefined;
}

/** A restriction that disables something. */
export interface TimedMute {
  restrictionId: string;
  media: readonly (keyof Media)[];
  /** Milliseconds since the epoch. */
  endsAt: number;
  /** Whether the vendor has set it since the person entered, as far as is known. */
  isCertain: boolean;
}

export type FoundRoom = RoomName & { participantCount: number };

export interface FoundPeople {
  people: readonly FoundPerson[];
  /** Set if there are more people than were read: those whose ids come after this one. */
  readUpTo: string | undefined;
}

type PeoplePage = NonNullable<RoomQuery['room']>['participants'];
type Participant = PeoplePage['edges'][number]['node'];

export type LastAction = NonNullable<Participant['lastAction']>;

const PAGE = 200;
const MAX_PAGES = 5;

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

/** The people in a room, 1,000 at most. */
export async function readPeople(
  gateway: Gateway,
  { sdkAppId, roomId, strRoomId }: RoomName,
): Promise<{ found: FoundPeople; failure?: never } | { found?: never; failure: Failure }> {
  const people: FoundPerson[] = [];
  const name = { sdkAppId, roomId: roomId ?? null, strRoomId: strRoomId ?? null };
  let after: string | null = null;
  for (let pages = 1; pages <= MAX_PAGES; pages += 1) {
    const { data, failure }: Answer<RoomQuery> = await gateway(RoomDocument, { ...name, first: PAGE, after });
    if (failure) return { failure };
    // The gateway has heard of no such room.
    if (!data.room) break;
    const { edges, pageInfo }: PeoplePage = data.room.participants;
    people.push(...edges.map(({ node }) => foundPerson(node)));
    if (!pageInfo.hasNextPage) return { found: { people, readUpTo: undefined } };
    after = pageInfo.endCursor;
  }
  return { found: { people, readUpTo: after === null ? undefined : people.at(-1)?.userId } };
}

function foundPerson(participant: Participant): FoundPerson {
  const { userId, role, publishesAudio, publishesVideo, publishesScreen } = participant;
  const sends = { audio: publishesAudio, video: publishesVideo, screen: publishesScreen };
  const media = ['audio', 'video', 'screen'] as const;
  return {
    userId,
    role,
    sends: media.filter((medium) => sends[medium]),
    media: mediaNow(participant),
    timedMutes: timedMutesOf(participant),
    lastAction: isOfThisStay(participant) ? (participant.lastAction ?? undefined) : undefined,
  };
}

/**
 * The vendor does not tell what somebody may send, so this goes by what the gateway has set. As far as is known, that ends when
 * the person leaves. The gateway allows for clocks that differ, so it still has what was set just before they came back. Their
 * buttons must work then: they may not be muted any more.
 */
function mediaNow(participant: Participant): Media {
  if (!isOfThisStay(participant)) return { audio: true, video: true };
  return { audio: participant.audio !== 'DISABLED', video: participant.video !== 'DISABLED' };
}

function isOfThisStay({ lastAction, enteredAt }: Participant): boolean {
  return lastAction !== null && Date.parse(lastAction.requestedAt) >= Date.parse(enteredAt);
}

function timedMutesOf({ restrictions }: Participant): TimedMute[] {
  return restrictions.flatMap(({ id, audio, video, endsAt, holding }) => {
    const off = { audio: audio === 'DISABLED', video: video === 'DISABLED' };
    const media = (['audio', 'video'] as const).filter((medium) => off[medium]);
    if (media.length === 0 || endsAt === null) return [];
    return [{ restrictionId: id, media, endsAt: Date.parse(endsAt), isCertain: holding === 'APPLIED' }];
  });
}
