/** The operations of the documents, for the plugins beside this file. */
import { Kind } from 'graphql';

/** @returns each operation with its name, the names of its types, and the fragments that it needs; sorted by name */
export function operationsOf(documents) {
  const definitions = documents.flatMap(({ document }) => document.definitions);
  const fragments = new Map(
    definitions
      .filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
      .map((definition) => [definition.name.value, definition]),
  );
  const operations = definitions
    .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
    .map((definition) => {
      const name = definition.name.value;
      const data = `${name}${definition.operation.replace(/^./, (letter) => letter.toUpperCase())}`;
      return { name, data, definition, fragments: fragmentsOf(definition, fragments) };
    })
    .sort(byName);
  return { operations, fragments };
}

/** Of each operation: its root type, the name of its answer's TypeScript type, and its selections. */
export function rootsOf(schema, operations) {
  return operations.map(({ data, definition }) => [
    schema.getRootType(definition.operation),
    data,
    definition.selectionSet,
  ]);
}

function fragmentsOf(definition, fragments) {
  const needed = new Map();
  const take = ({ selectionSet }) => {
    for (const selection of selectionSet?.selections ?? []) {
      if (selection.kind !== Kind.FRAGMENT_SPREAD) take(selection);
      else if (!needed.has(selection.name.value)) {
        const fragment = fragments.get(selection.name.value);
        needed.set(selection.name.value, fragment);
        take(fragment);
      }
    }
  };
  take(definition);
  return [...needed.values()];
}

export function byName(a, b) {
  return a.name < b.name ? -1 : 1;
}
