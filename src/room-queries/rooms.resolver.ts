import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Int, Query, Resolver } from 'type-graphql';
import { applicationIssues } from '../actions/input-rules.js';
import type { RequestContext } from '../context.js';
import { readPage } from '../history/journal-reading.js';
import { Room, RoomConnection } from '../rooms/room.type.js';
import { roomNameOf } from '../rooms/room-place.js';
import type { ListedRoom, RoomPosition } from '../roster/roster-pages.js';
import { placeOfRoom } from '../values/room-name.js';
import { isStorableText } from '../values/storable-text.js';
import {
  bytesOfEach,
  cursorOf,
  DEFAULT_PAGE,
  firstIssues,
  MAX_PAGE,
  pageOf,
  partsOf,
  refusedCursor,
  refuseIssues,
} from './page-arguments.js';
import { seenRoomIssues } from './room-arguments.js';
import { SeenRoomArgs } from './seen-room.args.js';
import { allowRoom, applicationOf, visibleRooms } from './visible-rooms.js';

@Resolver()
export class RoomsResolver {
  @Query(() => Room, {
    nullable: true,
    description:
      "A TRTC room, as far as the vendor's events tell. Null when nothing is known of it, or when the gateway takes no " +
      'events of the application. Needs the scope moderation:media or moderation:audit.',
  })
  async room(
    @Args(() => SeenRoomArgs) seen: SeenRoomArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Room | null> {
    refuseIssues(seenRoomIssues(seen));
    const applicationId = applicationOf(context, seen.sdkAppId);
    const name = roomNameOf(seen);
    allowRoom(context, applicationId, name);
    const { roster } = context.gateway;
    const bytes = bytesOfEach(info);
    const { found } = await readPage(context, async () => ({
      found: await roster.findRoom(placeOfRoom(applicationId, name)),
      bytes,
    }));
    return found ? roomOf(found) : null;
  }

  @Query(() => RoomConnection, {
    description:
      "The open TRTC rooms of an application that the token names, as far as the vendor's events tell, newest opened " +
      'first. Where the opening was not seen, `knownSince` counts. Needs the scope moderation:media or moderation:audit.',
  })
  async rooms(
    @Arg('sdkAppId', () => Int, {
      nullable: true,
      description: "The number of the TRTC application. Default: the gateway's default application.",
    })
    sdkAppId: number | null,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: DEFAULT_PAGE,
      description: `The greatest number of rooms in the page: 1 to ${MAX_PAGE}.`,
    })
    first: number | null,
    @Arg('after', () => String, {
      nullable: true,
      description: 'The `endCursor` of the previous page. Null: the first page.',
    })
    after: string | null,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RoomConnection> {
    const count = first ?? DEFAULT_PAGE;
    const position = typeof after === 'string' ? positionOf(after) : undefined;
    refuseIssues([
      ...applicationIssues('sdkAppId', sdkAppId),
      ...firstIssues(count),
      ...(typeof after === 'string' && !position ? [refusedCursor()] : []),
    ]);
    const applicationId = applicationOf(context, sdkAppId);
    const among = visibleRooms(context, applicationId);
    const { roster } = context.gateway;
    const bytesEach = bytesOfEach(info);
    const { found } = await readPage(context, async () => {
      const found = await roster.listRooms({ applicationId, among, after: position, count: count + 1 });
      return { found, bytes: found.length * bytesEach };
    });
    const nodes = found.map((room) => ({
      node: roomOf(room),
      cursor: cursorOf(room.knownSince, room.place),
    }));
    return pageOf(nodes, count, after);
  }
}

function positionOf(cursor: string): RoomPosition | undefined {
  const [knownSince, place] = partsOf(cursor) ?? [];
  return Number.isSafeInteger(knownSince) && typeof place === 'string' && isStorableText(place)
    ? { knownSince: knownSince as number, place }
    : undefined;
}

/** A room as the schema shows it. */
export function roomOf({ place, applicationId, name, erased, ...room }: ListedRoom): Room {
  return {
    known: { place, applicationId, room: name, erased },
    id: place,
    sdkAppId: applicationId,
    roomId: name.roomId,
    strRoomId: name.strRoomId,
    open: room.isOpen,
    openedAt: room.openedAt === undefined ? undefined : new Date(room.openedAt),
    knownSince: new Date(room.knownSince),
    participantCount: room.members,
    publisherCount: room.publishers,
  };
}
