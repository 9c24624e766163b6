import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { TrustedDocument } from '../../src/http/trusted-document.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';

export interface Sent {
  body: unknown;
  accept?: string;
  token?: 'admin' | 'anchor' | 'user';
}

/** Two gateways that answer alike: one has the documents in its configuration, one knows no trusted documents. */
export interface BothPaths {
  trusted: Sandbox;
  apollo: Sandbox;
  /** Lines of both gateways' logs about faults. */
  faults: string[];
  close(): Promise<void>;
}

export async function startBothPaths(documents: readonly string[]): Promise<BothPaths> {
  const directory = mkdtempSync(join(tmpdir(), 'documents-'));
  const file = join(directory, 'documents.json');
  writeFileSync(file, JSON.stringify({ ...documents }));
  const faults: string[] = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    // On a busy machine, a slow disk is one more error, which is no request's fault.
    if (/"msg":"fault in /.test(String(line))) faults.push(String(line));
    return true;
  });
  const settings = { CALLER_REQUESTS_PER_SECOND: '0', LOG_LEVEL: 'error' };
  const start = (more: Record<string, string>) => startTestSandbox({ ...settings, ...more }, withoutJitter);
  const trusted = await start({ TRUSTED_DOCUMENTS: 'on', TRUSTED_DOCUMENTS_FILE: file });
  const apollo = await start({ TRUSTED_DOCUMENTS: 'off' });
  const close = async () => {
    await Promise.all([trusted.close(), apollo.close()]);
    write.mockRestore();
    rmSync(directory, { recursive: true });
  };
  return { trusted, apollo, faults, close };
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

/** Without what is new each time. */
export function comparable({ status, headers, body }: Awaited<ReturnType<typeof post>>) {
  const { date: _, ...others } = headers;
  const ids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b\d{14}[0-9A-F]{20}\b/g;
  const times = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
  return { status, headers: others, body: body.replaceAll(ids, 'ID').replaceAll(times, 'TIME') };
}

/** How many requests have run as trusted documents since. */
export function countTrusted(): () => number {
  const { mock } = vi.spyOn(TrustedDocument.prototype, 'run');
  const count = () => mock.results.filter(({ value }) => value !== undefined).length;
  const before = count();
  return () => count() - before;
}
