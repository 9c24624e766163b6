/**
 * Better words for a frequent mistake: a field of a union's member, selected on the union itself. graphql-js says only that
 * the union has no such field.
 */
import {
  type ASTVisitor,
  type FieldNode,
  GraphQLError,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLUnionType,
  isUnionType,
  type ValidationContext,
} from 'graphql';

/** By the field that a document has on a union. Kept as long as the document is. */
const messages = new WeakMap<FieldNode, string>();

/** A validation rule that reports nothing: graphql-js reports these fields. It prepares the words for its errors. */
export function unionFields(context: ValidationContext): ASTVisitor {
  return {
    Field(field) {
      const type = context.getParentType();
      if (!isUnionType(type) || context.getFieldDef()) return;
      messages.set(field, messageFor(field.name.value, type, context));
    },
  };
}

/** Words for an error of graphql-js about a field of a union; undefined for any other error. */
export function unionFieldMessage(error: unknown): string | undefined {
  if (!(error instanceof GraphQLError) || error.nodes?.length !== 1) return undefined;
  return messages.get(error.nodes[0] as FieldNode);
}

function messageFor(field: string, union: GraphQLUnionType, { hideSuggestions }: ValidationContext): string {
  const fault = `${union.name} is a union, so it has no field "${field}" of its own.`;
  // The names of members are a part of the schema, which not everybody may see.
  if (hideSuggestions) return `${fault} Select fields of its members, with ... on and the member's name.`;
  const having = union.getTypes().filter((member) => Object.hasOwn(member.getFields(), field));
  if (having.length === 0) {
    const members = nameEach(union.getTypes(), ([shared]) => shared).map((name) => `... on ${name}`);
    return `${fault} Select fields of its members: ${members.join(', ')}. __typename tells which one came.`;
  }
  const names = nameEach(having, (interfaces) =>
    interfaces.find((type) => Object.hasOwn(type.getFields(), field)),
  );
  return `${fault} Write: ${names.map((name) => `... on ${name} { ${field} }`).join(' ')}`;
}

/** The members' names, where an interface may stand for all members that implement it. */
function nameEach(
  members: readonly GraphQLObjectType[],
  sharedBy: (interfaces: readonly GraphQLInterfaceType[]) => GraphQLInterfaceType | undefined,
): string[] {
  return [...new Set(members.map((member) => (sharedBy(member.getInterfaces()) ?? member).name))];
}
