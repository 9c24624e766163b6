import { isUnionType } from 'graphql';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { examplesByAnswer } from '../src/playground/example-operations.js';
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
  sandbox.trtc.reset();
  sandbox.volcengine.reset();
});

it('has an example for each member of the unions, for the errors of single users, and for each query', () => {
  const unions = Object.values(buildGatewaySchema().getTypeMap()).filter(isUnionType);
  const members = unions.flatMap((union) => union.getTypes().map(({ name }) => name));
  const otherAnswers = [
    'SelfBlacklistError',
    'AlreadyBlacklistedError',
    'ModerationActionConnection',
    'VendorStatus',
    'Viewer',
  ];
  const names = Object.keys(examplesByAnswer);

  expect(names.sort()).toEqual([...new Set([...members, ...otherAnswers])].sort());
});

const { GatewayUnavailableError: _, ...examples } = examplesByAnswer;

it.each(Object.entries(examples))('gets a %s from the sandbox', async (name, { query, variables }) => {
  await injectFault(query);
  const { anchor = '', admin = '' } = sandbox.tokens ?? {};
  const token = query.includes('choose "anchor"') ? anchor : admin;
  const answer = await sendText(sandbox, query, variables, { token });

  expect(answer.errors).toBeUndefined();
  expect(JSON.stringify(answer.data)).toContain(`"__typename":"${name}"`);
});

/** Does what the command in the example's comment does, if there is one. */
async function injectFault(query: string): Promise<void> {
  const [, address, fault] = /^# curl (\S+) -d '(.*)'$/m.exec(query) ?? [];
  if (!address || !fault) return;
  const emulator = address.startsWith('http://127.0.0.1:4101/') ? sandbox.trtc : sandbox.volcengine;
  const url = `${emulator.url}${new URL(address).pathname}`;
  const { status } = await fetch(url, { method: 'POST', body: fault });
  expect(status).toBeLessThan(300);
}
