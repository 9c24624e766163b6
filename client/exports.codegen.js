/**
 * A plugin for GraphQL Code Generator: the names of types that the package exports. Enums, inputs and the types of
 * operations have their names already. Unions and object types get the names that they have in the schema, from the first
 * of the places where an operation selects the most of their fields. It reads the documents and the schema, so a new operation needs no line here.
 */
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isUnionType,
  Kind,
} from 'graphql';
import { operationsOf } from './documents.js';

export function plugin(schema, documents) {
  const { operations, fragments } = operationsOf(documents);
  const inputsAndEnums = Object.values(schema.getTypeMap())
    .filter((type) => (isEnumType(type) || isInputObjectType(type)) && !type.name.startsWith('__'))
    .map(({ name }) => name);
  const datas = operations.map(({ data }) => data);
  const named = [...inputsAndEnums, ...datas, ...datas.map((data) => `${data}Variables`)].sort();

  const types = new AnswerTypes(schema, fragments, named);
  const roots = operations.map(({ data, definition }) => [
    schema.getRootType(definition.operation),
    data,
    definition.selectionSet,
  ]);
  for (const [type, , selectionSet] of roots) types.measure(type, selectionSet);
  for (const root of roots) types.takeFields(...root);
  const declarations = types.declarations();
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

class AnswerTypes {
  #schema;
  #fragments;
  #taken;
  #declared = new Map();
  /** By type: the greatest number of fields that a place selects of it. */
  #most = new Map();

  constructor(schema, fragments, taken) {
    this.#schema = schema;
    this.#fragments = fragments;
    this.#taken = new Set(taken);
  }

  declarations() {
    return [...this.#declared].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, declaration]) => declaration);
  }

  /** Notes how much is selected of each object below. To be called for all operations before any is taken. */
  measure(type, selectionSet) {
    const fields = this.#fieldsOn(type, selectionSet);
    this.#most.set(type, Math.max(this.#most.get(type) ?? 0, fields.length));
    for (const field of fields) {
      const below = getNamedType(type.getFields()[field.name.value]?.type);
      if (!isCompositeType(below)) continue;
      const objects = isAbstractType(below) ? this.#schema.getPossibleTypes(below) : [below];
      for (const object of objects) this.measure(object, field.selectionSet);
    }
  }

  /** `typeName`: the TypeScript type of the object whose fields are selected. */
  takeFields(type, typeName, selectionSet) {
    for (const field of this.#fieldsOn(type, selectionSet)) {
      const fieldType = type.getFields()[field.name.value]?.type;
      if (!fieldType || !isCompositeType(getNamedType(fieldType))) continue;
      const key = (field.alias ?? field.name).value;
      this.#take(getNamedType(fieldType), one(`${typeName}['${key}']`, fieldType), field.selectionSet);
    }
  }

  #take(type, expression, selectionSet) {
    if (!isAbstractType(type)) return this.#takeObject(type, expression, selectionSet);
    if (isUnionType(type)) this.#declare(type, expression);
    const whole = isUnionType(type) ? type.name : expression;
    for (const member of this.#schema.getPossibleTypes(type)) {
      this.#takeObject(member, `Extract<${whole}, { __typename: '${member.name}' }>`, selectionSet);
    }
  }

  #takeObject(type, expression, selectionSet) {
    const isLess = this.#fieldsOn(type, selectionSet).length < this.#most.get(type);
    if (isLess) this.takeFields(type, expression, selectionSet);
    else if (this.#declare(type, expression)) this.takeFields(type, type.name, selectionSet);
  }

  /** False if an earlier place has declared the type. */
  #declare({ name, description }, expression) {
    if (this.#declared.has(name)) return false;
    if (this.#taken.has(name)) throw new Error(`two types would be exported as ${name}`);
    const comment = description ? `/** ${description.replaceAll('*/', '*\\/')} */\n` : '';
    this.#declared.set(name, `${comment}export type ${name} = ${expression};\n`);
    return true;
  }

  /** The fields that the selections, with their fragments, ask of an object of this type. */
  #fieldsOn(type, { selections }) {
    return selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection];
      const { typeCondition, selectionSet } =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
      const condition = typeCondition ? this.#schema.getType(typeCondition.name.value) : type;
      const applies =
        condition === type || (isAbstractType(condition) && this.#schema.isSubType(condition, type));
      return applies ? this.#fieldsOn(type, selectionSet) : [];
    });
  }
}

/** The type of one value: without lists and null around it. */
function one(expression, type) {
  if (!isNonNullType(type)) return unlisted(`NonNullable<${expression}>`, type);
  return unlisted(expression, type.ofType);
}

function unlisted(expression, type) {
  return isListType(type) ? one(`${expression}[number]`, type.ofType) : expression;
}
