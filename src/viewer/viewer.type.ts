import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { Int64ID } from '../graphql/int64-id.scalar.js';
import { RoomNumber } from '../graphql/room-number.scalar.js';

@ObjectType({ simpleResolvers: true, description: 'Who the token says you are, and what it lets you do.' })
export class Viewer {
  @Field(() => String, { description: "The token's subject." })
  subject!: string;

  @Field(() => [String], { description: 'The scopes that the token grants.' })
  scopes!: string[];

  @Field(() => [Int], { description: 'The TRTC applications in which you may act, if a scope says so.' })
  sdkAppIds!: number[];

  @Field(() => [Int], {
    description: 'The Volcengine applications in which you may act, if a scope says so.',
  })
  appIds!: number[];

  @Field(() => Boolean, { description: 'You may act in every room.' })
  allRooms!: boolean;

  @Field(() => [RoomNumber], {
    description: 'The rooms in which you may act; empty when `allRooms` says more.',
  })
  rooms!: number[];

  @Field(() => Int64ID, { nullable: true, description: 'The owner of the blacklist that is your own.' })
  volcUserId?: string | undefined;

  @Field(() => GraphQLDateTime, { description: 'When the token expires.' })
  expiresAt!: Date;
}
