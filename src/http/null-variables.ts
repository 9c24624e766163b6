import { ApolloServerErrorCode } from '@apollo/server/errors';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  ValidationContext,
  type VariableDefinitionNode,
  type VariableNode,
} from 'graphql';

/** A variable that may be null, in a place that takes no null. */
interface NullableUse {
  definition: VariableDefinitionNode;
  place: VariableNode;
  placeType: string;
}

/** One use for each such variable of an operation; most operations have none. Kept as long as the document is. */
const usesOf = new WeakMap<OperationDefinitionNode, readonly NullableUse[]>();

/**
 * The error of a request that gives null for a variable where null is not allowed; undefined where there is none.
 * A nullable variable with a default is valid in such a place: `query ($skip: Boolean = true) { vendors @skip(if: $skip) }`.
 * graphql-js finds a null there only while it executes, when other mutations of the document may have been executed,
 * and reports it as a fault of a field. So this looks for it before execution, also in fields that would be skipped.
 * The document must be valid.
 */
export function nullFault(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>> = {},
): GraphQLError | undefined {
  let uses = usesOf.get(operation);
  if (!uses) {
    uses = nullableUses(schema, document, operation);
    usesOf.set(operation, uses);
  }
  const use = uses.find(({ definition: { variable, defaultValue } }) => {
    const name = variable.name.value;
    return Object.hasOwn(variables, name) ? variables[name] === null : defaultValue?.kind === Kind.NULL;
  });
  return use && errorOf(use);
}

function nullableUses(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): NullableUse[] {
  const nullable = new Map<string, VariableDefinitionNode>();
  for (const definition of operation.variableDefinitions ?? []) {
    if (definition.type.kind !== Kind.NON_NULL_TYPE) nullable.set(definition.variable.name.value, definition);
  }
  if (nullable.size === 0) return [];
  const uses = new Map<string, NullableUse>();
  const context = new ValidationContext(schema, document, new TypeInfo(schema), () => {});
  for (const { node: place, type } of context.getRecursiveVariableUsages(operation)) {
    const name = place.name.value;
    const definition = nullable.get(name);
    if (!definition || !isNonNullType(type) || uses.has(name)) continue;
    uses.set(name, { definition, place, placeType: String(type) });
  }
  return [...uses.values()];
}

function errorOf({ definition, place, placeType }: NullableUse): GraphQLError {
  const name = definition.variable.name.value;
  return new GraphQLError(
    `Variable "$${name}" must not be null: it is used where the type is "${placeType}".`,
    {
      nodes: [definition, place],
      extensions: { code: ApolloServerErrorCode.BAD_USER_INPUT, http: { status: 400 } },
    },
  );
}
