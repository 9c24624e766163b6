/**
 * A vendor for benchmarks, as a process of its own. It counts arrivals in sliding seconds, refuses the excess, and
 * delays its answers by some milliseconds. It checks no signatures (the emulators do). The parent process sends it a
 * `Scenario` for each run and asks for the `Traffic` afterwards.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Scenario {
  callsPerSecond: number;
  /** The delay of each way, without the jitter. */
  awayMs: number;
  /** The jitter of each way: uniform from 0 to this. */
  jitterMs: number;
}

export interface Traffic {
  /** The arrivals within the quota, in milliseconds since the first arrival. */
  accepted: number[];
  /** Those of them that enable somebody's audio and video, in milliseconds since the epoch. */
  enabling: number[];
  refused: number;
}

let scenario: Scenario = { callsPerSecond: 20, awayMs: 0, jitterMs: 0 };
let accepted: number[] = [];
let enabling: number[] = [];
let refused = 0;

const server = createServer(async (request, response) => {
  const isTrtc = request.headers['x-tc-action'] !== undefined;
  const body = await text(request);
  setTimeout(() => {
    const isAccepted = arrive();
    if (isAccepted && ENABLES.test(body)) enabling.push(Date.now());
    const answer = isAccepted ? done(isTrtc) : overQuota(isTrtc);
    setTimeout(() => respond(response, answer), oneWay());
  }, oneWay());
});

/** TRTC's parameter that sets both audio and video. */
const ENABLES = /"IsMute":0[,}]/;

function oneWay(): number {
  return scenario.awayMs + Math.random() * scenario.jitterMs;
}

function arrive(): boolean {
  const now = performance.now();
  const earlier = accepted[accepted.length - scenario.callsPerSecond];
  if (earlier !== undefined && now - earlier < 1_000) {
    refused += 1;
    return false;
  }
  accepted.push(now);
  return true;
}

function done(isTrtc: boolean): object {
  return isTrtc
    ? { Response: { RequestId: 'bench' } }
    : { ResponseMetadata: { RequestId: 'bench' }, Result: { FailedInfos: [] } };
}

function overQuota(isTrtc: boolean): object {
  const error = { Code: isTrtc ? 'RequestLimitExceeded' : 'FlowLimitExceeded', Message: 'over quota' };
  return isTrtc
    ? { Response: { RequestId: 'bench', Error: error } }
    : { ResponseMetadata: { RequestId: 'bench', Error: error } };
}

function respond(response: ServerResponse, answer: object): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(answer));
}

process.on('message', (message: Scenario | 'traffic') => {
  if (message === 'traffic') {
    const first = accepted[0] ?? 0;
    const traffic: Traffic = { accepted: accepted.map((at) => at - first), enabling, refused };
    process.send?.(traffic);
    return;
  }
  scenario = message;
  accepted = [];
  enabling = [];
  refused = 0;
  process.send?.('ready');
});

// The server would keep the process after a benchmark that failed.
process.on('disconnect', () => process.exit());

server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
