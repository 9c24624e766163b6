import {
  type FieldNode,
  type GraphQLInterfaceType,
  getNamedType,
  getOperationAST,
  isUnionType,
  parse,
} from 'graphql';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { EMULATOR_ENTRIES } from '../src/emulators/emulators.js';
import { readEmulatorConfig } from '../src/emulators/variables.js';
import { exampleOperations, examplesByAnswer } from '../src/playground/example-operations.js';
import { openingExamples } from '../src/sandbox/opening-examples.js';
import type { Sandbox } from '../src/sandbox/sandbox.js';
import { buildGatewaySchema } from '../src/schema.js';
import { sendText } from './graphql-client.js';
import { startTestSandbox, withoutJitter } from './sandbox-gateway.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox({}, withoutJitter);
});
afterAll(() => sandbox?.close());
beforeEach(() => {
  for (const [name] of EMULATOR_ENTRIES) sandbox[name].reset();
});

const schema = buildGatewaySchema();
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
const queries = Object.values(schema.getQueryType()?.getFields() ?? {});

it('the playground has an example for each union member, each error, and each query but that for one action', () => {
  const unions = Object.values(schema.getTypeMap()).filter(isUnionType);
  const members = unions.flatMap((union) => union.getTypes());
  const errors = schema.getPossibleTypes(schema.getType('ModerationError') as GraphQLInterfaceType);
  const answers = queries
    // Nobody knows an action's id before there is one.
    .filter(({ name }) => name !== 'moderationAction')
    .map(({ type }) => getNamedType(type));
  const names = [...members, ...errors, ...answers].map(({ name }) => name);

  expect([...examplesByAnswer.keys()].sort()).toEqual([...new Set(names)].sort());
});

it('the playground opens an example for each mutation', () => {
  const opened = exampleOperations.flatMap(({ query }) => rootFields(query));
  expect(opened.sort()).toEqual(mutations.map(({ name }) => name).sort());
});

it('the sandbox prints the examples that the playground opens', async () => {
  expect(await openingExamples()).toEqual(exampleOperations);
});

const tried = [...examplesByAnswer].filter(([name]) => name !== 'GatewayUnavailableError');

it.each(tried)('an example gets a %s from the sandbox', async (name, { query, variables }) => {
  await injectFault(query);
  const { anchor = '', admin = '' } = sandbox.tokens ?? {};
  const token = query.includes('choose "anchor"') ? anchor : admin;
  const answer = await sendText(sandbox, query, variables, { token });

  expect(answer.errors).toBeUndefined();
  const [field = ''] = rootFields(query);
  const answered = queries.find((candidate) => candidate.name === field);
  if (answered) {
    expect(getNamedType(answered.type).name).toBe(name);
    expect(answer.data).toEqual({ [field]: expect.anything() });
  } else expect(JSON.stringify(answer.data)).toContain(`"__typename":"${name}"`);
});

function rootFields(query: string): string[] {
  const selections = getOperationAST(parse(query))?.selectionSet.selections ?? [];
  return selections.map((field) => (field as FieldNode).name.value);
}

/** Carries out the command in the example's comment, if there is one. */
async function injectFault(query: string): Promise<void> {
  const [, address, fault] = /^# curl (\S+) -d '(.*)'$/m.exec(query) ?? [];
  if (!address || !fault) return;
  const { port, pathname } = new URL(address);
  const configs = readEmulatorConfig({});
  const emulator = EMULATOR_ENTRIES.find(([name]) => configs[name].port === Number(port));
  if (!emulator) throw new Error(`no emulator has the port ${port}`);
  const url = `${sandbox[emulator[0]].url}${pathname}`;
  const { status } = await fetch(url, { method: 'POST', body: fault });
  expect(status).toBeLessThan(300);
}
