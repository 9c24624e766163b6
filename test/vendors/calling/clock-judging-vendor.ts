import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How one answer differs from a normal one, which judges the signature's time and has the right `Date`. */
export interface OddAnswer {
  /** Refuses the signature's time, even if it is right. */
  refuses?: boolean;
  /** The `Date` header; null: none. */
  date?: string | null;
}

export interface ClockJudgingVendor {
  url: string;
  /** Sets how the next answers differ, in this order. Later answers are normal. */
  answerOddly(...answers: readonly OddAnswer[]): void;
  /** Makes all next answers normal. */
  clear(): void;
  close(): Promise<void>;
}

const TOLERANCE_MS = 300_000;

/** Stands in for either vendor. It checks only the time of a signature, and accepts everything else. */
export async function startClockJudgingVendor(nowMs: () => number): Promise<ClockJudgingVendor> {
  let odd: OddAnswer[] = [];
  const server = createServer(async (request, response) => {
    await request.toArray();
    const { refuses = Math.abs(signedAt(request) - nowMs()) > TOLERANCE_MS, date } = odd.shift() ?? {};
    response.sendDate = false;
    if (date !== null) response.setHeader('date', date ?? new Date(nowMs()).toUTCString());
    response.end(JSON.stringify({ ...trtcAnswer(refuses), ...volcengineAnswer(refuses) }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answerOddly(...answers) {
      odd.push(...answers);
    },
    clear() {
      odd = [];
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function signedAt({ headers }: IncomingMessage): number {
  const seconds = headers['x-tc-timestamp'];
  if (typeof seconds === 'string') return Number(seconds) * 1000;
  const digits = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(headers['x-date']))?.slice(1) ?? [];
  const [year = 0, month = 0, ...rest] = digits.map(Number);
  return Date.UTC(year, month - 1, ...rest);
}

function trtcAnswer(refuses: boolean) {
  const error = refuses && { Error: { Code: 'AuthFailure.SignatureExpire', Message: '' } };
  return { Response: { RequestId: 'r', ...error } };
}

function volcengineAnswer(refuses: boolean) {
  const error = refuses && { Error: { CodeN: 100006, Code: 'InvalidTimestamp', Message: '' } };
  return { ResponseMetadata: { RequestId: 'r', ...error }, Result: {} };
}
