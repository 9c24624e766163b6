import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';

const RULE = 'StringMap must be an object whose values are strings.';

/** A map from string to string. Any key is a plain entry, `__proto__` and `constructor` too. */
export const StringMap = new GraphQLScalarType<Record<string, string>, Record<string, string>>({
  name: 'StringMap',
  description: 'A map from string to string, such as `{ "source": "live" }`.',
  serialize: (value) => checked(value),
  parseValue: (value) => checked(value),
  parseLiteral: (node) => {
    if (node.kind !== Kind.OBJECT) throw new TypeError(RULE);
    return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, text(literal(value))]));
  },
});

/** graphql-js would check a variable within a scalar only while it executes; a map may be one variable as a whole. */
function literal(node: ValueNode): unknown {
  if (node.kind === Kind.VARIABLE) {
    throw new TypeError(
      `${RULE} The variable "$${node.name.value}" cannot stand for a part of it, only for a whole map.`,
    );
  }
  return node.kind === Kind.STRING ? node.value : undefined;
}

function checked(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError(RULE);
  // Entries, not assignments: assigning to `__proto__` would set the prototype and lose the entry.
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, text(entry)]));
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError(RULE);
  return value;
}
