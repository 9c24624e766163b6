import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect } from 'vitest';
import { seedTrtc } from '../../src/emulators/trtc/emulator.js';
import { startTrtcEmulator, type TrtcEmulator } from '../../src/emulators/trtc/trtc-emulator.js';
import { seedVolcengine } from '../../src/emulators/volcengine/emulator.js';
import {
  startVolcengineEmulator,
  type VolcengineEmulator,
} from '../../src/emulators/volcengine/volcengine-emulator.js';
import { exchangeRaw } from '../identity/raw-exchange.js';
import { nodeArgsOf, type Script } from '../npm-scripts.js';
import { StartedProcess } from '../started-process.js';
import { ADMIN, CANARIES, IDS, leakIn, SECRETS } from './canaries.js';

interface Run {
  process: StartedProcess;
  commandLine: string;
  /** How much of the output has been searched. */
  searched: number;
}

const runs: Run[] = [];
/** Everything that clients received: status lines, headers and bodies. */
export const answers: string[] = [];
export let answered = 0;

/** A separate journal, because there may be one in the default place. */
export async function run(script: Script, environment: Record<string, string>): Promise<StartedProcess> {
  const journal = { DATABASE_URL: `file:${join(directory, `journal-${runs.length}.db`)}` };
  const process = new StartedProcess(nodeArgsOf(script), { ...journal, ...environment });
  const started = { process, commandLine: '', searched: 0 };
  runs.push(started);
  await once(process.child, 'spawn');
  started.commandLine = await readFile(`/proc/${process.child.pid}/cmdline`, 'utf8');
  return process;
}

export interface Gateway {
  run: StartedProcess;
  url: string;
  /** Undefined when metrics are off. */
  metricsUrl?: string;
}

/** Metrics and traces are kept together with the answers to clients. */
const collector = createHttpServer(async (request, response) => {
  answers.push(await text(request));
  response.end('{}');
});

export async function startGateway(environment: Record<string, string>): Promise<Gateway> {
  const settings = { LOG_LEVEL: 'trace', PORT: '0', HOST: '127.0.0.1', TRTC_QPS: '1000', VOLC_QPS: '1000' };
  // Tests wait for silent vendors. A busy machine has time for an answer.
  const limits = { VENDOR_TIMEOUT_MS: '2500', VENDOR_DEADLINE_MS: '3000', CALLER_REQUESTS_PER_SECOND: '0' };
  const { port } = collector.address() as AddressInfo;
  const observing = { METRICS_PORT: '0', OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` };
  const started = await run('start', { ...settings, ...limits, ...observing, ...environment });
  return {
    run: started,
    url: await started.url(),
    metricsUrl: await started.metricsUrl(),
  };
}

export const MUTE =
  'mutation { setUserMediaState(input: { roomId: 10006, userId: "29376", state: AUDIO_DISABLED }) { __typename ... on ModerationError { code message vendorCode vendorRequestId } ... on InvalidInputError { issues { path message } } ... on SetUserMediaStateSuccess { vendorRequestId } } }';
export const ADD =
  'mutation { addToBlacklist(input: { userId: "10001", users: [{ userId: "10002" }] }) { __typename ... on ModerationError { code message vendorCode vendorRequestId } ... on InvalidInputError { issues { path message } } ... on AddToBlacklistSuccess { vendorRequestIds } ... on AddToBlacklistPartialFailure { vendorRequestIds failures { error { code message vendorCode vendorRequestId } } } } }';

export async function ask({ url }: Gateway, init: RequestInit & { path?: string } = {}): Promise<string> {
  const { path = '/graphql', ...request } = init;
  const response = await fetch(`${url}${path}`, request);
  const text = await response.text();
  answers.push(`${response.status} ${JSON.stringify([...response.headers])} ${text}`);
  return text;
}

export function act(gateway: Gateway, query: string, authorization = `Bearer ${ADMIN}`): Promise<string> {
  const headers = { 'content-type': 'application/json', authorization };
  return ask(gateway, { method: 'POST', headers, body: JSON.stringify({ query }) });
}

export async function askRaw({ url }: Gateway, text: string): Promise<void> {
  answers.push(await exchangeRaw(url, text));
}

export let trtc: TrtcEmulator;
export let volcengine: VolcengineEmulator;
export let endpoints: { TRTC_ENDPOINT: string; VOLC_ENDPOINT: string };
export let directory: string;

/** Starts both vendors' emulators before the tests of a file, and ends everything afterwards. */
export function withWatchedProcesses(): void {
  beforeAll(async () => {
    runs.length = 0;
    answered = 0;
    await once(collector.listen(0, '127.0.0.1'), 'listening');
    const quota = { port: 0, callsPerSecond: 10_000 };
    trtc = await startTrtcEmulator({
      ...quota,
      secretId: IDS.TRTC_SECRET_ID,
      secretKey: SECRETS.TRTC_SECRET_KEY,
      sessionToken: SECRETS.TRTC_SESSION_TOKEN,
      sdkAppIds: [1400188366],
    });
    volcengine = await startVolcengineEmulator({
      ...quota,
      accessKeyId: IDS.VOLC_ACCESS_KEY_ID,
      secretAccessKey: SECRETS.VOLC_SECRET_ACCESS_KEY,
      sessionToken: SECRETS.VOLC_SESSION_TOKEN,
      appIds: [123456],
    });
    seedTrtc(trtc, [1400188366]);
    seedVolcengine(volcengine, [123456]);
    endpoints = { TRTC_ENDPOINT: trtc.url, VOLC_ENDPOINT: volcengine.url };
    directory = await mkdtemp(join(tmpdir(), 'gateway-secrets-'));
  });
  afterAll(async () => {
    await Promise.all(runs.map(({ process }) => process.kill()));
    collector.closeAllConnections();
    collector.close();
    await Promise.all([trtc.close(), volcengine.close(), rm(directory, { recursive: true })]);
  });
}

/** Resets the emulators: nothing recorded, and no fault pending. */
export function resetVendors(): void {
  trtc.reset();
  volcengine.reset();
}

/** Searches the output since the last search, so that a leak is reported where it happens. */
export function expectNoLeaks(): void {
  const fromClients = answers.splice(0);
  answered += fromClients.length;
  const printed = runs.map((run) => {
    const { output } = run.process;
    const text = `${run.commandLine}\n${output.slice(run.searched)}`;
    run.searched = output.length;
    return text;
  });
  for (const text of [...printed, ...fromClients]) expect(leakIn(text, CANARIES)).toBeUndefined();
  for (const text of fromClients) expect(leakIn(text, Object.values(IDS))).toBeUndefined();
}

export async function end({ run, metricsUrl }: Gateway): Promise<void> {
  if (metricsUrl) answers.push(await (await fetch(metricsUrl)).text());
  run.child.kill('SIGTERM');
  expect(await run.exit).toBe(0);
  if (metricsUrl) {
    expect(answers.join()).toContain('gateway_http_requests_total{');
    expect(answers.join()).toContain('"http.response.status_code"');
  }
}
