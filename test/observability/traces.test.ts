import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { post } from '../graphql-client.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from './otlp-receiver.js';

const CALLER = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
const TRACEPARENT = `00-${CALLER.traceId}-${CALLER.spanId}-01`;
/** OTLP's numbers for kinds of spans. */
const [INTERNAL, SERVER, CLIENT] = [1, 2, 3];

const MUTE =
  'mutation { setUserMediaState(input: { roomId: 10006, userId: "29376", state: AUDIO_DISABLED }) { __typename ... on ModerationError { actionId } ... on SetUserMediaStateSuccess { actionId vendorRequestId } } }';
const adding = (userId: string) =>
  `mutation { addToBlacklist(input: { userId: "10001", users: [{ userId: "${userId}" }] }) { __typename ... on AddToBlacklistSuccess { vendorRequestIds } } }`;
const TIMED_MUTE =
  'mutation { setUserMediaState(input: { roomId: 10006, userId: "29376", state: AUDIO_DISABLED, durationSeconds: 1 }) { ... on SetUserMediaStateSuccess { actionId } } }';
const TIMED_ADDITION =
  'mutation { addToBlacklist(input: { userId: "10001", users: [{ userId: "10002" }], durationSeconds: 1 }) { ... on AddToBlacklistSuccess { actionId } } }';

let receiver: OtlpReceiver;
let sandbox: Sandbox;

async function start(environment: Record<string, string> = {}): Promise<void> {
  sandbox = await startTestSandbox(
    { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, ...environment },
    withoutJitter,
  );
}

async function act(query: string, headers: Record<string, string> = {}) {
  const answer = await post(sandbox, JSON.stringify({ query }), {}, headers);
  return ((await answer.json()) as { data: Record<string, Record<string, unknown>> }).data;
}

/** The gateway sends its queued spans when it ends. The events of the sandbox's people, which have traces of their own, are left out. */
async function sent(): Promise<ReceivedSpan[]> {
  await sandbox.close();
  const events = receiver.spans.filter(({ name }) => name === 'POST /callbacks');
  const eventTraces = new Set(events.map(({ traceId }) => traceId));
  return receiver.spans.filter(({ traceId }) => !eventTraces.has(traceId));
}

function one(spans: readonly ReceivedSpan[], name: string): ReceivedSpan {
  const found = spans.filter((span) => span.name === name);
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} spans are named ${name}`);
  return found[0];
}

describe('a trace', () => {
  beforeEach(async () => {
    receiver = await startOtlpReceiver();
  });
  afterEach(async () => {
    await sandbox.close();
    await receiver.close();
  });

  it("has all steps of an action under the caller's span", async () => {
    await start();
    sandbox.trtc.injectFault({ kind: 'throttle' });
    const { setUserMediaState: answer } = await act(MUTE, { traceparent: TRACEPARENT });
    expect(answer?.__typename).toBe('SetUserMediaStateSuccess');
    const spans = await sent();

    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([CALLER.traceId]));
    const request = one(spans, 'POST /graphql');
    expect(request).toMatchObject({
      parentSpanId: CALLER.spanId,
      kind: SERVER,
      failed: false,
      attributes: { 'http.response.status_code': 200, 'gateway.request_id': expect.any(String) },
    });
    const action = one(spans, 'setUserMediaState');
    expect(action).toMatchObject({
      parentSpanId: request.spanId,
      kind: INTERNAL,
      attributes: {
        'gateway.request_id': request.attributes['gateway.request_id'],
        'gateway.action_id': answer?.actionId,
        'gateway.result': 'SetUserMediaStateSuccess',
        'gateway.status': 'APPLIED',
      },
    });
    const legs = spans.filter(({ parentSpanId }) => parentSpanId === action.spanId);
    legs.sort((a, b) => Number(a.start - b.start));
    expect(legs.map(({ name }) => name)).toEqual([
      'journal intent',
      'wait for a slot',
      'SetUserBlocked',
      'wait for a slot',
      'SetUserBlocked',
      'journal outcome',
    ]);
    const [refused, answered] = legs.filter(({ kind }) => kind === CLIENT);
    expect(refused).toMatchObject({ failed: true, attributes: { 'vendor.code': 'RequestLimitExceeded' } });
    expect(answered).toMatchObject({
      failed: false,
      attributes: { 'vendor.code': 'OK', 'vendor.request_id': answer?.vendorRequestId },
    });
    for (const [child, parent] of [
      [action, request],
      ...legs.map((leg) => [leg, action] as const),
    ] as const) {
      expect(child.start).toBeGreaterThanOrEqual(parent.start);
      expect(child.end).toBeLessThanOrEqual(parent.end);
      expect(child.end).toBeGreaterThanOrEqual(child.start);
    }
    expect(receiver.resources[0]).toMatchObject({ 'service.name': 'moderation-gateway' });
  });

  it.each<[string, string, string, string]>([
    ['a restriction', TIMED_MUTE, 'setUserMediaState', 'SetUserBlocked'],
    ['a timed addition', TIMED_ADDITION, 'removeFromBlacklist', 'RemoveBlackList'],
  ])(
    'begins with the action that the gateway carries out at the end of %s',
    async (_name, timed, ending, call) => {
      await start();
      const given = Object.values(await act(timed, { traceparent: TRACEPARENT }))[0]?.actionId;
      const ended = () => receiver.spans.filter(({ attributes }) => attributes['gateway.caused_by']);
      await expect.poll(ended, { timeout: 60_000 }).toHaveLength(1);
      const spans = await sent();
      const [root] = ended();
      expect(root).toMatchObject({
        name: ending,
        parentSpanId: undefined,
        failed: false,
        attributes: {
          'gateway.caused_by': given,
          'gateway.action_id': expect.any(String),
          'gateway.request_id': expect.any(String),
          'gateway.status': 'APPLIED',
        },
      });
      expect(root?.traceId).not.toBe(CALLER.traceId);
      expect(root?.attributes['gateway.action_id']).not.toBe(given);
      const legs = spans.filter(({ traceId }) => traceId === root?.traceId).filter((span) => span !== root);
      const steps = ['journal intent', 'wait for a slot', call, 'journal outcome'];
      expect(legs.map(({ name }) => name)).toEqual(expect.arrayContaining(steps));
      expect(new Set(legs.map(({ parentSpanId }) => parentSpanId))).toEqual(new Set([root?.spanId]));
    },
    120_000,
  );

  it('has the vendor call even if several actions share the call', async () => {
    await start();
    sandbox.volcengine.injectFault({ kind: 'delay', delayMs: 20 });
    await Promise.all(['10002', '10003', '10004'].map((userId) => act(adding(userId))));
    const spans = await sent();
    const calls = spans.filter(({ name }) => name === 'AddBlackList');
    const actions = spans.filter(({ name }) => name === 'addToBlacklist');
    expect(calls.map(({ parentSpanId }) => parentSpanId).sort()).toEqual(
      actions.map(({ spanId }) => spanId).sort(),
    );
    const vendorRequests = new Set(calls.map(({ attributes }) => attributes['vendor.request_id']));
    expect(vendorRequests.size).toBe(sandbox.volcengine.requests().length);
    expect(new Set(actions.map(({ traceId }) => traceId)).size).toBe(3);
  });

  it('begins at the gateway if the caller sends no traceparent or a malformed one', async () => {
    await start();
    const nonsense = ['', 'x', `00-${'0'.repeat(32)}-${CALLER.spanId}-01`, `ff${TRACEPARENT.slice(2)}`];
    for (const traceparent of nonsense) await act(MUTE, { traceparent });
    const requests = (await sent()).filter(({ name }) => name === 'POST /graphql');
    expect(requests.map(({ parentSpanId }) => parentSpanId)).toEqual(nonsense.map(() => undefined));
    expect(new Set(requests.map(({ traceId }) => traceId)).size).toBe(nonsense.length);
  });

  it('is not recorded when the caller’s traceparent says so', async () => {
    await start();
    await act(MUTE, { traceparent: `${TRACEPARENT.slice(0, -2)}00` });
    expect(await sent()).toEqual([]);
  });

  it('has the journal step for a denial, and only the request for a refused token', async () => {
    await start();
    const elsewhere = MUTE.replace('10006', '10007');
    await post(sandbox, JSON.stringify({ query: elsewhere }), { token: sandbox.tokens?.anchor ?? '' });
    await post(sandbox, JSON.stringify({ query: MUTE }), { token: 'none' });
    const spans = await sent();
    expect(spans.map(({ name }) => name).sort()).toEqual([
      'POST /graphql',
      'POST /graphql',
      'journal denial',
      'setUserMediaState',
    ]);
    const action = one(spans, 'setUserMediaState');
    expect(action.attributes).toMatchObject({ 'gateway.status': 'DENIED' });
    expect(one(spans, 'journal denial').parentSpanId).toBe(action.spanId);
  });
});

describe('a trace collector', () => {
  it('that never answers delays neither actions nor the shutdown', async () => {
    receiver = await startOtlpReceiver({ answers: false });
    await start();
    // More than one batch, so that exports are under way.
    const answers = await Promise.all(Array.from({ length: 150 }, () => act(MUTE)));
    expect(
      answers.every(({ setUserMediaState: answer }) => answer?.__typename === 'SetUserMediaStateSuccess'),
    ).toBe(true);
    await expect.poll(() => receiver.exports).toBeGreaterThan(0);
    const startedAt = performance.now();
    await sandbox.close();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    await receiver.close();
  });

  it('that cannot be reached changes no answer', async () => {
    receiver = await startOtlpReceiver();
    await receiver.close();
    await start();
    const { setUserMediaState: answer } = await act(MUTE);
    expect(answer?.__typename).toBe('SetUserMediaStateSuccess');
    await sandbox.close();
  });
});

/** Names of the packages that a compiled sandbox has loaded, among those that observability needs. */
async function loaded(environment: Record<string, string>): Promise<string[]> {
  const script = `
    import('./dist/sandbox/sandbox.js').then(async ({ startSandbox }) => {
      const sandbox = await startSandbox();
      await sandbox.close();
      const files = Object.keys(require.cache).join();
      console.log(JSON.stringify(['@opentelemetry', 'prom-client'].filter((name) => files.includes(name))));
      process.exit();
    });`;
  const free = { PORT: '0', TRTC_EMULATOR_PORT: '0', VOLC_EMULATOR_PORT: '0', LOG_LEVEL: 'silent' };
  const child = spawn(process.execPath, ['-'], {
    env: { ...free, ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(script);
  const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return JSON.parse(output);
}

describe('an observability feature that is off', () => {
  it('is not imported', async () => {
    const [off, on] = await Promise.all([
      loaded({}),
      loaded({ METRICS_PORT: '0', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' }),
    ]);
    expect(off).toEqual([]);
    expect(on).toEqual(['@opentelemetry', 'prom-client']);
  });
});
