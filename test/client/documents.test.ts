import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  getOperationAST,
  isAbstractType,
  isObjectType,
  Kind,
  OperationTypeNode,
  print,
  type SelectionSetNode,
} from 'graphql';
import * as client from 'moderation-gateway-client';
import * as strings from 'moderation-gateway-client/strings';
import { expect, it } from 'vitest';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const documents = Object.entries<unknown>(client).filter(([name]) => name.endsWith('Document')) as [
  string,
  DocumentNode,
][];

it.each(documents)('%s as a string is the printed document, so that both have one hash', (name, document) => {
  expect(new Map(Object.entries<unknown>(strings)).get(name)).toBe(print(document));
});

it.each(documents)(
  '%s selects every field of every type that the gateway can answer with',
  (_name, document) => {
    const operation = getOperationAST(document);
    const root = operation && schema.getRootType(operation.operation);
    if (!operation || !root) throw new Error('no operation');
    const [field, ...others] = fieldsOn(root, operation.selectionSet, document);
    expect(others).toEqual([]);
    const missing = field && leftOut(root, field, document);
    // A list of rooms, or an event, with all people of a room would be one more read for each. `Query.room` has the people.
    const isOfRoom = field?.name.value === 'room' && operation.operation === OperationTypeNode.SUBSCRIPTION;
    const isWithoutPeople = field?.name.value === 'rooms' || isOfRoom;
    expect(missing).toEqual(isWithoutPeople ? ['Room.participants'] : []);
  },
);

const LINKED: ReadonlySet<string> = new Set(['ModerationAction', 'MediaRestriction']);

/** The fields that are not selected below a field of `parent`, as `Type.field`. */
function leftOut(parent: GraphQLObjectType, field: FieldNode, document: DocumentNode): string[] {
  const answer = getNamedType(parent.getFields()[field.name.value]?.type);
  const { selectionSet } = field;
  if (!answer || !selectionSet) return [];
  // The client's types tell members apart by it.
  if (isAbstractType(answer) && !selects('__typename', selectionSet)) return [`${answer.name}.__typename`];
  return objectTypes(answer).flatMap((type) => {
    const selected = fieldsOn(type, selectionSet, document).filter(({ name }) => name.value !== '__typename');
    const names = new Set(selected.map(({ name }) => name.value));
    const missing = Object.keys(type.getFields()).filter((name) => !names.has(name));
    // Of an action or a restriction within another one, the id is enough.
    if (LINKED.has(type.name) && LINKED.has(parent.name) && selects('id', selectionSet)) return [];
    return [
      ...missing.map((name) => `${type.name}.${name}`),
      ...selected.flatMap((below) => leftOut(type, below, document)),
    ];
  });
}

/** The fields that the selections, with their fragments, ask of an object of this type. */
function fieldsOn(
  type: GraphQLObjectType,
  { selections }: SelectionSetNode,
  document: DocumentNode,
): FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const { typeCondition, selectionSet } =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragment(selection.name.value, document);
    const condition = typeCondition ? schema.getType(typeCondition.name.value) : type;
    return condition && objectTypes(condition).includes(type) ? fieldsOn(type, selectionSet, document) : [];
  });
}

function selects(name: string, { selections }: SelectionSetNode): boolean {
  return selections.some((selection) => selection.kind === Kind.FIELD && selection.name.value === name);
}

function objectTypes(type: GraphQLNamedType): readonly GraphQLObjectType[] {
  if (isAbstractType(type)) return schema.getPossibleTypes(type);
  return isObjectType(type) ? [type] : [];
}

function fragment(name: string, { definitions }: DocumentNode) {
  const found = definitions.find(
    (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
  );
  if (found?.kind !== Kind.FRAGMENT_DEFINITION) throw new Error(`no fragment ${name}`);
  return found;
}
