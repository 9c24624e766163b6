import {
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLUnionType,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isUnionType,
  parse,
  print,
  visit,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { buildGatewaySchema } from '../../src/schema.js';
import { sendText } from '../graphql-client.js';
import { startTestSandbox } from '../sandbox-gateway.js';

const schema = buildGatewaySchema();
const roots = [
  ...Object.values(schema.getQueryType()?.getFields() ?? {}).map((field) => ['query', field] as const),
  ...Object.values(schema.getMutationType()?.getFields() ?? {}).map((field) => ['mutation', field] as const),
];

let open: Sandbox;
let closed: Sandbox;
beforeAll(async () => {
  [open, closed] = await Promise.all([startTestSandbox(), startTestSandbox({ INTROSPECTION: 'false' })]);
});
afterAll(() => Promise.all([open?.close(), closed?.close()]));

async function messagesOf(sandbox: Sandbox, query: string, variables?: unknown): Promise<string[]> {
  const { status, errors = [] } = await sendText(sandbox, query, variables);
  expect(status).toBe(400);
  return errors.map(({ message }) => message);
}

describe('a value that an enum does not have', () => {
  /** Each place of the schema that takes an enum: a field of an argument. */
  const places = roots.flatMap(([operation, root]) =>
    root.args.flatMap((argument) => {
      const type = getNamedType(argument.type);
      if (!isInputObjectType(type)) return [];
      return Object.values(type.getFields()).flatMap((field) => {
        const named = getNamedType(field.type);
        const isList = isListType(isNonNullType(field.type) ? field.type.ofType : field.type);
        return isEnumType(named)
          ? [
              {
                operation,
                root,
                argument,
                path: `${type.name}.${field.name}`,
                name: field.name,
                type: named,
                isList,
              },
            ]
          : [];
      });
    }),
  );
  const of = ({ name, isList }: (typeof places)[number]) => ({
    literal: (value: string) => `${name}: ${isList ? `[${value}]` : value}`,
    variable: (value: unknown) => ({ [name]: isList ? [value] : value }),
  });
  const allValues = (type: GraphQLEnumType) => type.getValues().map(({ name }) => name);

  it('is tried in several places', () => {
    expect(places.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['SetUserMediaStateInput.state', 'ModerationActionFilter.status']),
    );
  });

  it.each(places)('is answered with the valid values: $path in a document', async (place) => {
    const { operation, root, argument, type } = place;
    const [value = ''] = allValues(type);
    for (const literal of ['NO_SUCH_VALUE', value.toLowerCase(), '1', 'true', '{}', `"${value}"`]) {
      const document = `${operation} { ${root.name}(${argument.name}: { ${of(place).literal(literal)} }) ${selection(root)} }`;
      const messages = await messagesOf(open, document);
      const message = messages.find((text) => text.startsWith(`Not a value of ${type.name}.`)) ?? '';
      expect(message).toContain(`Its values are ${allValues(type).join(', ')}. This is ${literal}.`);
      expect(message.includes('without quotes')).toBe(literal.startsWith('"'));
      const hidden = await messagesOf(closed, document);
      for (const name of allValues(type).filter((other) => other !== value)) {
        expect(hidden.join('\n')).not.toContain(name);
      }
    }
  });

  it.each(places)('is answered with the valid values: $path in variables', async (place) => {
    const { operation, root, argument, type } = place;
    const document = `${operation} ($value: ${argument.type}) { ${root.name}(${argument.name}: $value) ${selection(root)} }`;
    for (const value of ['NO_SUCH_VALUE', allValues(type)[0]?.toLowerCase(), 1, true, {}]) {
      const variables = { value: of(place).variable(value) };
      const messages = await messagesOf(open, document, variables);
      expect(messages.join('\n')).toContain(
        `Its values are ${allValues(type).join(', ')}. This is ${JSON.stringify(value)}.`,
      );
      expect(messages.join('\n')).toContain(`at "value.${place.name}${place.isList ? '[0]' : ''}"`);
      const hidden = (await messagesOf(closed, document, variables)).join('\n');
      for (const name of allValues(type)) expect(hidden).not.toContain(name);
    }
  });
});

describe('a field that a union has not', () => {
  const unions = roots.flatMap(([operation, root]) => {
    const type = getNamedType(root.type);
    return isUnionType(type) ? [{ operation, root, type, name: type.name }] : [];
  });

  it.each(unions)(
    'is answered with the members to select it on: $name',
    async ({ operation, root, type }) => {
      const fields = new Set(type.getTypes().flatMap((member) => Object.keys(member.getFields())));
      for (const field of fields) {
        const [message = ''] = unionMessages(
          type,
          await messagesOf(open, documentOf(operation, root, field)),
        );
        const [, advice = ''] = /Write: (.*)$/.exec(message) ?? [];
        // What the message says to write is on every member that has the field, and on no other.
        const on = visitedTypes(advice).flatMap((name) => typesOf(name, type));
        const having = type.getTypes().filter((member) => field in member.getFields());
        expect([...new Set(on)].sort()).toEqual(having.map(({ name }) => name).sort());
        expect(advice).toContain(`{ ${field} }`);
      }
    },
  );

  it.each(unions)('is answered with the members if none has it: $name', async ({ operation, root, type }) => {
    const [message = ''] = unionMessages(
      type,
      await messagesOf(open, documentOf(operation, root, 'success')),
    );
    expect(message).toContain('has no field "success"');
    const names = [...message.matchAll(/\.\.\. on (\w+)/g)].map(([, name = '']) => name);
    const on = names.flatMap((name) => typesOf(name, type));
    expect(on.sort()).toEqual(
      type
        .getTypes()
        .map(({ name }) => name)
        .sort(),
    );
  });

  it.each(unions)(
    'is answered without names where introspection is closed: $name',
    async ({ operation, root, type }) => {
      const [message = ''] = unionMessages(
        type,
        await messagesOf(closed, documentOf(operation, root, 'success')),
      );
      expect(message).toContain('... on');
      for (const { name } of type.getTypes()) expect(message).not.toContain(name);
    },
  );

  const unionMessages = (type: GraphQLUnionType, messages: readonly string[]) =>
    messages.filter((message) => message.startsWith(`${type.name} is a union`));

  const documentOf = (operation: string, root: GraphQLField<unknown, unknown>, field: string) =>
    `${operation} { ${root.name} { ${field} } }`;

  /** The members of the union that a fragment on this type matches. */
  function typesOf(name: string, union: GraphQLUnionType): string[] {
    return union
      .getTypes()
      .filter(
        (member) => member.name === name || member.getInterfaces().some((shared) => shared.name === name),
      )
      .map((member) => member.name);
  }

  function visitedTypes(selections: string): string[] {
    const names: string[] = [];
    visit(parse(`{ ${selections} }`), {
      InlineFragment: ({ typeCondition }) => {
        if (typeCondition) names.push(print(typeCondition));
      },
    });
    return names;
  }
});

const selection = ({ type }: GraphQLField<unknown, unknown>) =>
  isCompositeType(getNamedType(type)) ? '{ __typename }' : '';
