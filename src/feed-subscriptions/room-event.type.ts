import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { MediaRestriction } from '../restriction-queries/media-restriction.type.js';
import { Participant } from '../rooms/participant.type.js';
import { Room } from '../rooms/room.type.js';

const DESCRIPTIONS = {
  SNAPSHOT:
    'The room as it is now. It comes first, and in the place of many events that could not be told one by one: read the people again.',
  ENTERED: 'Somebody entered. `participant` is who.',
  LEFT: 'Somebody left. `participant` is who, as they were.',
  CHANGED: 'The role of somebody changed, or what they publish. `participant` is who, as they are now.',
  RESTRICTION:
    'A restriction in the room was given, or has ended; or the gateway has set it for somebody, also because it was violated. ' +
    '`restriction` is as it is now.',
  CLOSED: 'The room was dismissed. Nobody is in it any more.',
} as const;

export type RoomEventKind = keyof typeof DESCRIPTIONS;
const RoomEventKinds = Object.fromEntries(Object.keys(DESCRIPTIONS).map((kind) => [kind, kind]));

registerEnumType(RoomEventKinds, {
  name: 'RoomEventKind',
  description: 'What happened in a room. Later versions may add values.',
  valuesConfig: Object.fromEntries(
    Object.entries(DESCRIPTIONS).map(([kind, description]) => [kind, { description }]),
  ),
});

@ObjectType({ simpleResolvers: true, description: 'Something that happened in a room.' })
export class RoomEvent {
  @Field(() => RoomEventKinds, { description: 'What happened.' })
  kind!: RoomEventKind;

  @Field(() => Room, {
    nullable: true,
    description: 'The room as it is now. Null when nothing is known of it.',
  })
  room?: Room | undefined;

  @Field(() => Participant, {
    nullable: true,
    description: 'Whom it is about. Null when it is about nobody.',
  })
  participant?: Participant | undefined;

  @Field(() => MediaRestriction, {
    nullable: true,
    description: 'The restriction that it is about. Null when it is about none.',
  })
  restriction?: MediaRestriction | undefined;
}
