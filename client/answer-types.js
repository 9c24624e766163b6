/** The types of answers, as the documents select them, for the plugins beside this file. */
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isUnionType,
  Kind,
} from 'graphql';
import { byName } from './documents.js';

/**
 * Names the object types and unions that answers have. Each gets the name that it has in the schema, from the first of the
 * places where an operation selects the most of its fields.
 */
export class AnswerTypes {
  #schema;
  #fragments;
  #taken;
  #declared = new Map();
  /** By type: the greatest number of fields that a place selects of it. */
  #most = new Map();

  /** `roots`: the root type of each operation, the name of its answer's TypeScript type, and its selections. */
  constructor(schema, fragments, taken, roots) {
    this.#schema = schema;
    this.#fragments = fragments;
    this.#taken = new Set(taken);
    for (const [type, , selectionSet] of roots) this.#measure(type, selectionSet);
    for (const root of roots) this.#takeFields(...root);
  }

  /** Each with `name`, the `type` of the schema, its TypeScript `declaration`, and what is selected of it; sorted by name. */
  declarations() {
    return [...this.#declared.values()].sort(byName);
  }

  /** Whether the selections have as many fields of the object type as the declared type. */
  isWhole(type, selectionSet) {
    return this.fieldsOn(type, selectionSet).length === this.#most.get(type);
  }

  /** Notes how much is selected of each object below. */
  #measure(type, selectionSet) {
    const fields = this.fieldsOn(type, selectionSet);
    this.#most.set(type, Math.max(this.#most.get(type) ?? 0, fields.length));
    for (const field of fields) {
      const below = getNamedType(type.getFields()[field.name.value]?.type);
      if (!isCompositeType(below)) continue;
      const objects = isAbstractType(below) ? this.#schema.getPossibleTypes(below) : [below];
      for (const object of objects) this.#measure(object, field.selectionSet);
    }
  }

  /** `typeName`: the TypeScript type of the object whose fields are selected. */
  #takeFields(type, typeName, selectionSet) {
    for (const field of this.fieldsOn(type, selectionSet)) {
      const fieldType = type.getFields()[field.name.value]?.type;
      if (!fieldType || !isCompositeType(getNamedType(fieldType))) continue;
      const key = (field.alias ?? field.name).value;
      this.#take(getNamedType(fieldType), one(`${typeName}['${key}']`, fieldType), field.selectionSet);
    }
  }

  #take(type, expression, selectionSet) {
    if (!isAbstractType(type)) return this.#takeObject(type, expression, selectionSet);
    if (isUnionType(type)) this.#declare(type, expression, selectionSet);
    const whole = isUnionType(type) ? type.name : expression;
    for (const member of this.#schema.getPossibleTypes(type)) {
      this.#takeObject(member, `Extract<${whole}, { __typename: '${member.name}' }>`, selectionSet);
    }
  }

  #takeObject(type, expression, selectionSet) {
    if (!this.isWhole(type, selectionSet)) this.#takeFields(type, expression, selectionSet);
    else if (this.#declare(type, expression, selectionSet)) this.#takeFields(type, type.name, selectionSet);
  }

  /** False if an earlier place has declared the type. */
  #declare(type, expression, selectionSet) {
    const { name, description } = type;
    if (this.#declared.has(name)) return false;
    if (this.#taken.has(name)) throw new Error(`two types would be exported as ${name}`);
    const comment = description ? `/** ${description.replaceAll('*/', '*\\/')} */\n` : '';
    const declaration = `${comment}export type ${name} = ${expression};\n`;
    this.#declared.set(name, { name, type, declaration, selectionSet });
    return true;
  }

  /** The fields that the selections, with their fragments, ask of an object of this type. */
  fieldsOn(type, { selections }) {
    return selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection];
      const { typeCondition, selectionSet } =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
      const condition = typeCondition ? this.#schema.getType(typeCondition.name.value) : type;
      const applies =
        condition === type || (isAbstractType(condition) && this.#schema.isSubType(condition, type));
      return applies ? this.fieldsOn(type, selectionSet) : [];
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
