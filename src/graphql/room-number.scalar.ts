import { GraphQLScalarType, Kind } from 'graphql';
import { isRoomNumber, MAX_ROOM_NUMBER, roomNumberIn } from '../values/room-name.js';

const RULE = `RoomNumber must be an integer from 1 to ${MAX_ROOM_NUMBER}.`;

/** Larger than GraphQL's `Int`. A JavaScript number holds it exactly. */
export const RoomNumber = new GraphQLScalarType<number, number>({
  name: 'RoomNumber',
  description:
    'The number of a TRTC room, 1 to 4294967294. Output: a number. Input: an integer or its decimal string. ' +
    'TRTC also has rooms that are named by strings: its string room "123" is not room 123.',
  serialize: (value) => checked(value),
  parseValue: (value) => checked(typeof value === 'string' ? numberOf(value) : value),
  parseLiteral: (node) => {
    if (node.kind !== Kind.INT && node.kind !== Kind.STRING) throw new TypeError(RULE);
    return checked(numberOf(node.value));
  },
});

function numberOf(text: string): number {
  return roomNumberIn(text) ?? Number.NaN;
}

function checked(value: unknown): number {
  if (!isRoomNumber(value)) throw new TypeError(RULE);
  return value;
}
