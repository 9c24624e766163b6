/**
 * A plugin for GraphQL Code Generator: the names of types that the package exports. Enums, inputs and the types of
 * operations have their names already. Unions and object types get the names that they have in the schema, from the first
 * of the places where an operation selects the most of their fields. It reads the documents and the schema, so a new operation needs no line here.
 */
import { isEnumType, isInputObjectType } from 'graphql';
import { AnswerTypes } from './answer-types.js';
import { operationsOf, rootsOf } from './documents.js';

export function plugin(schema, documents) {
  const { operations, fragments } = operationsOf(documents);
  const inputsAndEnums = Object.values(schema.getTypeMap())
    .filter((type) => (isEnumType(type) || isInputObjectType(type)) && !type.name.startsWith('__'))
    .map(({ name }) => name);
  const datas = operations.map(({ data }) => data);
  const named = [...inputsAndEnums, ...datas, ...datas.map((data) => `${data}Variables`)].sort();

  const roots = rootsOf(schema, operations);
  const declarations = new AnswerTypes(schema, fragments, named, roots)
    .declarations()
    .map(({ declaration }) => declaration);
  const used = datas.filter((data) => declarations.some((text) => text.includes(`${data}[`)));
  return [
    `import type {\n${used
      .sort()
      .map((name) => `  ${name},\n`)
      .join('')}} from './types.js';\n`,
    `export type {\n${named.map((name) => `  ${name},\n`).join('')}} from './types.js';\n`,
    ...declarations,
  ].join('\n');
}
