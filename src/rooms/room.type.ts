import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { PageInfo } from '../graphql/page-info.type.js';
import { RoomNumber } from '../graphql/room-number.scalar.js';
import type { RoomName } from '../values/room-name.js';

@ObjectType({
  simpleResolvers: true,
  description:
    "A room of the vendor's, as far as its events tell. Somebody who has just entered or left may be missing.",
})
export class Room {
  /** For fields that are looked up. `erased`: events up to this key say nothing of people. */
  readonly known!: {
    readonly place: string;
    readonly applicationId: number;
    readonly room: RoomName;
    readonly erased: number;
  };

  @Field(() => ID, { description: 'An id for caches. It names the application and the room.' })
  id!: string;

  @Field(() => Int, { description: 'The number of the TRTC application.' })
  sdkAppId!: number;

  @Field(() => RoomNumber, { nullable: true, description: 'The number of the room. Null for a string room.' })
  roomId?: number | undefined;

  @Field(() => String, { nullable: true, description: 'The name of the room. Null for a numeric room.' })
  strRoomId?: string | undefined;

  @Field(() => Boolean, {
    description:
      'Whether the room exists. A room of which nothing was heard for 24 hours counts as closed. If room 123 and room ' +
      '"123" are both known, the vendor does not tell which of them it dismissed. If their people do not tell either, ' +
      'both count as closed until something is heard of them.',
  })
  open!: boolean;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "When the room was opened, by the vendor's clock. Null when that was not seen.",
  })
  openedAt?: Date | undefined;

  @Field(() => GraphQLDateTime, {
    description: 'Events from before were not seen. People who entered earlier may be missing.',
  })
  knownSince!: Date;

  @Field(() => Int, {
    description:
      'How many people are in the room. Guests of another room, with which this room co-hosts, do not count.',
  })
  participantCount!: number;

  @Field(() => Int, { description: 'How many of them publish audio, video or their screen.' })
  publisherCount!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A room in a page of the list.' })
export class RoomEdge {
  @Field(() => Room, { description: 'The room.' })
  node!: Room;

  @Field(() => String, {
    description:
      'The position of the room in the list. Give it as `after` to get the rooms opened before it.',
  })
  cursor!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A page of open rooms, newest opened first.' })
export class RoomConnection {
  @Field(() => [RoomEdge], { description: 'The rooms of the page, newest opened first.' })
  edges!: RoomEdge[];

  @Field(() => PageInfo, { description: 'Whether there is a next page, and its cursor.' })
  pageInfo!: PageInfo;
}
