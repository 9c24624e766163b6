/**
 * Writes a program from the schema that uses every type of the client as a front end would. It compiles only if the
 * client's types are right: a statement below `@ts-expect-error` must be an error. What the program has to say of a
 * new operation, input, enum or error comes from the schema.
 */
import {
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';

export function typedProgram(schema: GraphQLSchema, entry: string): string {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter(
    (type) => type != null,
  );
  const objects = types.filter(isObjectType).filter((type) => !roots.includes(type));
  return [
    `import * as client from '${entry}';`,
    'declare function value<Type>(): Type;',
    'type Equal<A, B> = [A, B] extends [B, A] ? true : false;',
    ...roots.flatMap((root) => Object.keys(root.getFields()).map((field) => operation(root, field))),
    ...objects.map(object),
    ...types.filter(isUnionType).map((union) => narrowing(union.name, union.getTypes(), objects)),
    errorsOfFunctions(objects.filter(isError)),
    ...types.filter(isEnumType).map(({ name }) => enumValues(name)),
    ...types.filter(isInputObjectType).map(input),
  ].join('\n\n');
}

const isError = ({ name }: GraphQLObjectType) => name.endsWith('Error');

const typeNames = (types: readonly { name: string }[]) =>
  types.map(({ name }) => `'${name}'`).join(' | ') || 'never';

/** The name of the document of a field. Queries and subscriptions may have the same name in the schema. */
export function operationName({ name: root }: GraphQLObjectType, field: string): string {
  const name = field.replace(/^./, (letter) => letter.toUpperCase());
  return root === 'Subscription' ? `${name}Feed` : name;
}

/** The answer and the variables of an operation have names, and the document has both. */
function operation(root: GraphQLObjectType, field: string): string {
  const name = operationName(root, field);
  const data = `client.${name}${root.name}`;
  return `{
  const typesOf = <Data, Variables>(document: { __apiType?: (variables: Variables) => Data }) => document.__apiType;
  const types: ((variables: ${data}Variables) => ${data}) | undefined = typesOf(client.${name}Document);
  const answer: unknown = value<${data}>().${field};
}`;
}

/** Each object type that an answer can have is exported, with exactly its fields. */
function object(type: GraphQLObjectType): string {
  const fields = Object.keys(type.getFields()).map((field) => `'${field}'`);
  const exported = `Exclude<keyof client.${type.name}, '__typename'>`;
  return `const fieldsOf${type.name}: Equal<${exported}, ${fields.join(' | ')}> = true;`;
}

/** The members of a union can be told apart in each documented way, and no others have a handler. */
function narrowing(
  union: string,
  members: readonly GraphQLObjectType[],
  objects: readonly GraphQLObjectType[],
): string {
  const others = members.filter((member) => !isError(member));
  const errors = members.filter(isError);
  const strangers = objects.filter((type) => !members.includes(type));
  const handlers = (types: readonly GraphQLObjectType[]) =>
    types.map(({ name }) => `${name}: () => 1`).join(', ');
  const refused = (text: string) => `  // @ts-expect-error\n  matchResult(result, { ${text} });`;
  return `{
  const { matchResult, isModerationError } = client;
  const result = value<client.${union}>();
  matchResult(result, {
    ${handlers(others)},
    otherwise(error) {
      ${eachError(errors)}
    },
  });
  if (isModerationError(result)) {
    const known: ${typeNames(errors)} = result.__typename;
    const error = result;
    const read = () => {
      ${eachError(errors, false)}
    };
  } else {
    const rest: ${typeNames(others)} = result.__typename;
  }
  const all: number = matchResult(result, { ${handlers(members)} });
  const allAndLater: number = matchResult(result, { ${handlers(members)}, otherwise: () => 2 });
${members.map((member) => refused(handlers(members.filter((other) => other !== member)))).join('\n')}
${strangers.map((stranger) => refused(`${handlers([stranger])}, otherwise: () => 2`)).join('\n')}
${strangers.map((stranger) => refused(handlers([...members, stranger]))).join('\n')}
${strangers.map((stranger) => refused(`${handlers([...members, stranger])}, otherwise: () => 2`)).join('\n')}
  const inVariable = { ${handlers(strangers)}, otherwise: () => 2 };
  // @ts-expect-error
  matchResult(result, inVariable);
}`;
}

/** A function that takes any error can tell all of them apart, and each union's errors can be given to it. */
function errorsOfFunctions(errors: readonly GraphQLObjectType[]): string {
  const given = errors.map(({ name }) => `describe(value<client.${name}>());`);
  return `{
  const describe = (error: client.ModerationError) => {
      ${eachError(errors)}
  };
  ${given.join('\n  ')}
  describe(value<client.LaterError>());
}`;
}

/** A statement that reads each field of each error in the variable `error`, and the common fields of a later error. */
function eachError(errors: readonly GraphQLObjectType[], laterErrors = true): string {
  const cases = errors.map((type) => {
    const fields = Object.keys(type.getFields()).map((field) => `error.${field}`);
    return `case '${type.name}': return [${fields.join(', ')}];`;
  });
  const later = laterErrors ? ['default: return [error.code, error.message];'] : [];
  return ['switch (error.__typename) {', ...cases, ...later, '}'].join('\n      ');
}

/** One exported list has exactly the values of the enum. */
function enumValues(name: string): string {
  return `{
  type Lists = { [Name in keyof typeof client]: (typeof client)[Name] extends readonly (infer Value extends client.${name})[] ? Equal<Value, client.${name}> : false };
  const isOneOfThem: true extends Lists[keyof Lists] ? true : false = true;
}`;
}

/** An input can be written with all its fields. An id of 64 bits is a string: most such numbers are not exact. */
function input(type: GraphQLInputObjectType): string {
  const whole = `client.${type.name}`;
  const ids = Object.values(type.getFields()).filter((field) => getNamedType(field.type).name === 'Int64ID');
  const given = ids.flatMap((field) => [
    `  const ${field.name}: ${whole}['${field.name}'] = ${withId(field, "'9007199254740993'")};`,
    '  // @ts-expect-error',
    `  const ${field.name}AsNumber: ${whole}['${field.name}'] = ${withId(field, '10001')};`,
  ]);
  const fields = Object.keys(type.getFields()).map((field) => `'${field}'`);
  return `{
  const fields: Equal<keyof ${whole}, ${fields.join(' | ')}> = true;
${given.join('\n')}
}`;
}

function withId({ type }: GraphQLInputField, id: string): string {
  return isListType(isNonNullType(type) ? type.ofType : type) ? `[${id}]` : id;
}
