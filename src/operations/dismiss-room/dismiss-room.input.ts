import { InputType } from 'type-graphql';
import { RoomInput } from '../../rooms/room.input.js';

@InputType({ description: 'The room to dismiss.' })
export class DismissRoomInput extends RoomInput {}
