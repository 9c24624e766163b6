/**
 * A plugin for GraphQL Code Generator: a typed document for each operation. With `strings: true` a document is its text,
 * for programs without `graphql`. Otherwise it is the parsed document, as Apollo Client and urql take it. The text equals
 * what `print` makes of the parsed document, so a hash of one is a hash of the other.
 */
import { parse, print } from 'graphql';
import { operationsOf } from './documents.js';

export function plugin(_schema, documents, { strings = false }) {
  const { operations, fragments } = operationsOf(documents);
  const type = strings ? 'TypedDocumentString' : 'TypedDocument';
  const shared = strings ? [] : [...fragments].sort(([a], [b]) => (a < b ? -1 : 1)).map(fragmentNode);
  const values = operations.map((operation) => {
    const { name, data } = operation;
    const value = strings ? JSON.stringify(textOf(operation)) : `${nodeOf(operation)} as unknown`;
    return `export const ${name}Document = ${value} as ${type}<${data}, ${data}Variables>;\n`;
  });
  const types = operations.flatMap(({ data }) => [data, `${data}Variables`]).sort();
  return [
    `import type { ${type} } from '../${strings ? 'typed-document-string' : 'typed-document'}.js';\n`,
    `import type {\n${types.map((name) => `  ${name},\n`).join('')}} from './types.js';\n`,
    ...shared,
    ...values,
  ].join('\n');
}

function textOf({ definition, fragments }) {
  return [definition, ...fragments].map(print).join('\n\n');
}

/** Operations share the nodes of fragments, because repeated they would be most of the module. */
function nodeOf({ definition, fragments }) {
  const definitions = [json(definition), ...fragments.map(({ name }) => name.value)].join(', ');
  return `{ kind: 'Document', definitions: [${definitions}] }`;
}

function fragmentNode([name, definition]) {
  return `const ${name} = ${json(definition)};\n`;
}

/** Without places in the source, and without empty lists: both are optional. */
function json(definition) {
  const [parsed] = parse(print(definition), { noLocation: true }).definitions;
  return JSON.stringify(parsed, (_key, value) =>
    Array.isArray(value) && value.length === 0 ? undefined : value,
  );
}
