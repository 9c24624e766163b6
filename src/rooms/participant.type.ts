import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { PageInfo } from '../graphql/page-info.type.js';
import type { RoomName } from '../values/room-name.js';
import { ParticipantRole } from './participant-role.enum.js';
import { Terminal } from './terminal.enum.js';

@ObjectType({
  simpleResolvers: true,
  description: "Somebody who is in a room, as far as the vendor's events tell.",
})
export class Participant {
  /** The room, for fields that are looked up. */
  readonly in!: { readonly place: string; readonly applicationId: number; readonly room: RoomName };

  @Field(() => ID, { description: 'An id for caches. It names the room and the user.' })
  id!: string;

  @Field(() => String, { description: "The user's id." })
  userId!: string;

  @Field(() => ParticipantRole, { description: 'Whether they may publish.' })
  role!: ParticipantRole;

  @Field(() => Boolean, { description: 'Whether they publish audio.' })
  publishesAudio!: boolean;

  @Field(() => Boolean, { description: 'Whether they publish video of a camera.' })
  publishesVideo!: boolean;

  @Field(() => Boolean, { description: 'Whether they share their screen.' })
  publishesScreen!: boolean;

  @Field(() => Terminal, {
    nullable: true,
    description: 'What they entered with. Null when their entry was not seen.',
  })
  terminal?: Terminal | undefined;

  @Field(() => GraphQLDateTime, {
    description:
      "When they last entered, by the vendor's clock. When their entry was not seen, a time at which they were there.",
  })
  enteredAt!: Date;
}

@ObjectType({ simpleResolvers: true, description: 'Somebody in a page of the people in a room.' })
export class ParticipantEdge {
  @Field(() => Participant, { description: 'The person.' })
  node!: Participant;

  @Field(() => String, {
    description: 'The position in the list. Give it as `after` to get those who come after this person.',
  })
  cursor!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A page of the people in a room, by their ids.' })
export class ParticipantConnection {
  @Field(() => [ParticipantEdge], { description: 'The people of the page, by their ids.' })
  edges!: ParticipantEdge[];

  @Field(() => PageInfo, { description: 'Whether there is a next page, and its cursor.' })
  pageInfo!: PageInfo;
}
