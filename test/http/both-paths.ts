import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';

export interface Sent {
  body: unknown;
  accept?: string;
  token?: 'admin' | 'anchor' | 'user';
}

/** The log messages of level `trace` that tell which path a request takes. */
export class RequestLog {
  readonly faults: string[] = [];
  #trustedRuns = 0;

  write(line: string): void {
    const { msg } = JSON.parse(line) as { msg: string };
    if (msg === 'ran as a trusted document') this.#trustedRuns += 1;
    // On a busy machine a slow disk logs another error, which no request causes.
    if (msg.startsWith('fault in ')) this.faults.push(line);
  }

  /** Returns a function that tells how many requests have run as trusted documents since. */
  countTrusted(): () => number {
    const before = this.#trustedRuns;
    return () => this.#trustedRuns - before;
  }
}

/** Two gateways with the same answers: one has the documents in its configuration, one has no trusted documents. */
export interface BothPaths {
  trusted: Sandbox;
  apollo: Sandbox;
  /** Both gateways' log. */
  log: RequestLog;
  close(): Promise<void>;
}

export async function startBothPaths(documents: readonly string[]): Promise<BothPaths> {
  const directory = mkdtempSync(join(tmpdir(), 'documents-'));
  const file = join(directory, 'documents.json');
  writeFileSync(file, JSON.stringify({ ...documents }));
  const log = new RequestLog();
  const settings = { CALLER_REQUESTS_PER_SECOND: '0', LOG_LEVEL: 'trace' };
  const surroundings = { ...withoutJitter, logTo: log };
  const start = (more: Record<string, string>) => startTestSandbox({ ...settings, ...more }, surroundings);
  const trusted = await start({ TRUSTED_DOCUMENTS: 'on', TRUSTED_DOCUMENTS_FILE: file });
  const apollo = await start({ TRUSTED_DOCUMENTS: 'off' });
  const close = async () => {
    await Promise.all([trusted.close(), apollo.close()]);
    rmSync(directory, { recursive: true });
  };
  return { trusted, apollo, log, close };
}

export async function post(sandbox: Sandbox, { body, accept, token = 'admin' }: Sent) {
  const response = await fetch(`${sandbox.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${sandbox.tokens?.[token]}`,
      ...(accept !== undefined && { accept }),
    },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}

/** The answer without the parts that differ each time. */
export function comparable({ status, headers, body }: Awaited<ReturnType<typeof post>>) {
  const { date: _, ...others } = headers;
  const ids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b\d{14}[0-9A-F]{20}\b/g;
  const times = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
  const alike = body
    .replaceAll(ids, 'ID')
    .replaceAll(times, 'TIME')
    .replaceAll(/(?<=")[\w-]{14,22}(?=")/g, placeOf);
  return { status, headers: others, body: alike };
}

/** Each journal's feed has cursors of its own. Their places can be compared. */
function placeOf(text: string): string {
  const [, place] = /^(\d+)\.[\w-]{8}$/.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  return place === undefined ? text : `PLACE ${place}`;
}
