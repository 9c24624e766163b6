/**
 * A plugin for GraphQL Code Generator: what the package exports of the operations, of the enums and of the inputs, and a
 * name for each mutation's answers. It reads the documents and the schema, so a new operation needs no line here.
 */
import { isEnumType, isInputObjectType, Kind } from 'graphql';

export function plugin(schema, documents) {
  const operations = documents
    .flatMap(({ document }) => document.definitions)
    .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
    .map(({ name, operation, selectionSet }) => ({
      name: name.value,
      data: `${name.value}${operation === 'mutation' ? 'Mutation' : 'Query'}`,
      isMutation: operation === 'mutation',
      field: selectionSet.selections[0].name.value,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const inputsAndEnums = Object.values(schema.getTypeMap())
    .filter((type) => (isEnumType(type) || isInputObjectType(type)) && !type.name.startsWith('__'))
    .map(({ name }) => name);

  const documentNames = operations.map(({ name }) => `${name}Document`);
  const typeNames = [
    ...inputsAndEnums,
    ...operations.flatMap(({ data }) => [data, `${data}Variables`]),
  ].sort();
  const mutations = operations.filter(({ isMutation }) => isMutation);
  const results = mutations.map(
    ({ name, data, field }) =>
      `/** All that can come of \`${field}\`: a union by \`__typename\`. */\nexport type ${name}Result = ${data}['${field}'];\n`,
  );
  const imports = mutations.map(({ data }) => `  ${data},\n`).join('');
  return [
    `import type {\n${imports}} from './operations.js';\n`,
    `export { ${documentNames.join(', ')} } from './operations.js';\n`,
    `export type {\n${typeNames.map((name) => `  ${name},\n`).join('')}} from './operations.js';\n`,
    ...results,
  ].join('\n');
}
