import { GraphQLScalarType, Kind } from 'graphql';
import { isInt64, MAX_INT64 } from '../values/int64.js';

const RULE = `Int64ID must be a decimal string (or an integer literal) from 0 to ${MAX_INT64}, without sign or leading zeros.`;

/** Always a decimal string inside the gateway: a JavaScript number cannot hold most of these ids exactly. */
export const Int64ID = new GraphQLScalarType<string, string>({
  name: 'Int64ID',
  description:
    `An id from 0 to ${MAX_INT64} (a non-negative signed 64-bit integer). Output: a decimal string. Input: a decimal ` +
    'string or an integer. A JSON number above 2^53-1 is refused, because it has already lost digits.',
  serialize: (value) => checked(String(value)),
  parseValue: (value) => {
    if (typeof value === 'string') return checked(value);
    if (typeof value !== 'number') throw new TypeError(RULE);
    if (value > Number.MAX_SAFE_INTEGER) {
      throw new TypeError(
        'Int64ID must be a string here: a JSON number above 9007199254740991 has already lost digits.',
      );
    }
    return checked(String(value));
  },
  parseLiteral: (node) => {
    if (node.kind !== Kind.INT && node.kind !== Kind.STRING) throw new TypeError(RULE);
    return checked(node.value);
  },
});

function checked(text: string): string {
  if (!isInt64(text)) throw new TypeError(RULE);
  return text;
}
