import { Args, Resolver, Root, Subscription } from 'type-graphql';
import type { RequestContext } from '../context.js';
import type { RoomNews } from '../feed/room-watch.js';
import type { Told, ToldSource } from '../feed/told.js';
import { shownRestriction } from '../restriction-queries/shown-restriction.js';
import { refuseIssues } from '../room-queries/page-arguments.js';
import { participantOf } from '../room-queries/participants.resolver.js';
import { seenRoomIssues } from '../room-queries/room-arguments.js';
import { roomOf } from '../room-queries/rooms.resolver.js';
import { SeenRoomArgs } from '../room-queries/seen-room.args.js';
import { allowRoom, applicationOf } from '../room-queries/visible-rooms.js';
import { roomNameOf } from '../rooms/room-place.js';
import { placeOfRoom } from '../values/room-name.js';
import { readFeed } from './feed-errors.js';
import { RoomEvent } from './room-event.type.js';

@Resolver()
export class RoomSubscription {
  @Subscription(() => RoomEvent, {
    description:
      "What happens in a TRTC room, as far as the vendor's events tell. The first event is a SNAPSHOT. In a room with more than " +
      '100 people, at most 10 events a second are told. Needs the scope moderation:media or moderation:audit.',
    subscribe: ({ args, context }: { args: SeenRoomArgs; context: RequestContext }) =>
      subscribe(args, context),
  })
  room(@Args(() => SeenRoomArgs) _room: SeenRoomArgs, @Root() { event }: Told): RoomEvent {
    const { kind, room, person, restriction } = event as RoomNews;
    return {
      kind,
      room: room && roomOf(room),
      participant:
        room &&
        person &&
        participantOf({ place: room.place, applicationId: room.applicationId, room: room.name }, person),
      restriction: restriction && shownRestriction(restriction),
    };
  }
}

async function subscribe(seen: SeenRoomArgs, context: RequestContext): Promise<ToldSource> {
  refuseIssues(seenRoomIssues(seen));
  const applicationId = applicationOf(context, seen.sdkAppId);
  const name = roomNameOf(seen);
  allowRoom(context, applicationId, name);
  const { roomWatches } = context.gateway;
  return readFeed(context, () => roomWatches.read(placeOfRoom(applicationId, name)));
}
