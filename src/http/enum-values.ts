import { type GraphQLEnumType, GraphQLError, type GraphQLSchema, isEnumType, Kind, print } from 'graphql';

/**
 * Gives the schema's enums an error that names their values, where a request has another value. graphql-js names only
 * similar ones. Where introspection is closed, no value is named; graphql-js would name similar ones there too, if the
 * value is in a variable.
 */
export function wordEnumErrors(schema: GraphQLSchema, introspection: boolean): void {
  for (const type of Object.values(schema.getTypeMap())) {
    // Introspection's own enums appear in answers only.
    if (isEnumType(type) && !type.name.startsWith('__'))
      wordErrorsOf(type, introspection ? valuesOf(type) : '');
  }
}

function wordErrorsOf(type: GraphQLEnumType, known: string): void {
  const parseValue = type.parseValue.bind(type);
  const parseLiteral = type.parseLiteral.bind(type);
  const isValue = (name: unknown) => typeof name === 'string' && type.getValue(name) !== undefined;
  type.parseValue = (given) => {
    if (!isValue(given)) throw new GraphQLError(message(type, known, JSON.stringify(given)));
    return parseValue(given);
  };
  type.parseLiteral = (node, variables) => {
    if (node.kind === Kind.ENUM && isValue(node.value)) return parseLiteral(node, variables);
    const hint = node.kind === Kind.STRING ? ' In a document, write it without quotes.' : '';
    throw new GraphQLError(`${message(type, known, print(node))}${hint}`, { nodes: node });
  };
}

function valuesOf(type: GraphQLEnumType): string {
  const names = type.getValues().map(({ name }) => name);
  return ` Its values are ${names.join(', ')}.`;
}

/** The value comes last, because it may be long, and long messages are cut. */
function message(type: GraphQLEnumType, known: string, given: string): string {
  return `Not a value of ${type.name}.${known} This is ${given}.`;
}
