import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';

const RULE = 'StringMap must be an object whose values are strings.';

/** Every key is a plain entry, even `__proto__` and `constructor`. */
export const StringMap = new GraphQLScalarType<Record<string, string>, Record<string, string>>({
  name: 'StringMap',
  description: 'An object whose values are strings, such as `{ "source": "live" }`.',
  serialize: (value) => checked(value),
  parseValue: (value) => checked(value),
  parseLiteral: (node) => {
    if (node.kind !== Kind.OBJECT) throw new TypeError(RULE);
    return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, text(literal(value))]));
  },
});

/** Refuses variables inside a map, because graphql-js would check them only during execution. */
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
