import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { Int64ID } from '../graphql/int64-id.scalar.js';
import { RoomNumber } from '../graphql/room-number.scalar.js';

@ObjectType({ simpleResolvers: true, description: 'The caller: who the token names, and what it allows.' })
export class Viewer {
  @Field(() => String, { description: "The token's subject (`sub`)." })
  subject!: string;

  @Field(() => [String], { description: 'The scopes that the token grants.' })
  scopes!: string[];

  @Field(() => [Int], {
    description:
      'The TRTC applications that the token allows and the gateway serves. The scopes say what is allowed there.',
  })
  sdkAppIds!: number[];

  @Field(() => [Int], {
    description:
      'The Volcengine applications that the token allows and the gateway serves. The scopes say what is allowed there.',
  })
  appIds!: number[];

  @Field(() => Boolean, { description: 'Whether the token names all numeric rooms.' })
  allRooms!: boolean;

  @Field(() => [RoomNumber], {
    description: 'The numeric rooms that the token names. Empty when `allRooms` is true.',
  })
  rooms!: number[];

  @Field(() => Boolean, { description: 'Whether the token names all string rooms.' })
  allStrRooms!: boolean;

  @Field(() => [String], {
    description: 'The string rooms that the token names. Empty when `allStrRooms` is true.',
  })
  strRooms!: string[];

  @Field(() => Int64ID, {
    nullable: true,
    description:
      "The Volcengine user that you are. With the scope moderation:blacklist:own you may change only this user's " +
      'blacklist. Null when the token names none.',
  })
  volcUserId?: string | undefined;

  @Field(() => String, {
    nullable: true,
    description:
      'The TRTC user that you are. With the scope moderation:self you may read `ownMediaState`, which is about this user. ' +
      'Null when the token names none.',
  })
  trtcUserId?: string | undefined;

  @Field(() => GraphQLDateTime, { description: 'When the token expires.' })
  expiresAt!: Date;
}
