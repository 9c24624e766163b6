import { GraphQLScalarType, Kind } from 'graphql';

const MAX_ROOM_NUMBER = 4_294_967_294;
const RULE = `RoomNumber must be an integer from 1 to ${MAX_ROOM_NUMBER}.`;

/** Beyond GraphQL's `Int`, but within what a JavaScript number holds exactly. */
export const RoomNumber = new GraphQLScalarType<number, number>({
  name: 'RoomNumber',
  description:
    'A TRTC numeric room, 1 to 4294967294. Output: a number. Input: an integer or its decimal string. ' +
    'The room "123" of TRTC\'s string rooms is another room than 123.',
  serialize: (value) => checked(value),
  parseValue: (value) => checked(typeof value === 'string' ? numberOf(value) : value),
  parseLiteral: (node) => {
    if (node.kind !== Kind.INT && node.kind !== Kind.STRING) throw new TypeError(RULE);
    return checked(numberOf(node.value));
  },
});

function numberOf(text: string): number {
  return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : Number.NaN;
}

export function isRoomNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MAX_ROOM_NUMBER;
}

function checked(value: unknown): number {
  if (!isRoomNumber(value)) throw new TypeError(RULE);
  return value;
}
