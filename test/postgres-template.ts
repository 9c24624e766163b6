import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { leftOut } from './left-out.js';
import { copyForOwner } from './postgres-programs.js';

/**
 * Vitest runs this once for each project of a test run. `initdb` takes longer than most tests, so the first PostgreSQL server
 * of a run leaves a copy of its empty database here, from which the others start.
 */
export function setup({ name }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-template-'));
  // biome-ignore lint/style/noProcessEnv: a tool of tests, not a setting of the gateway
  process.env.POSTGRES_TEMPLATE = join(folder, 'database');
  copyForOwner(folder);
  return () => {
    rmSync(folder, { recursive: true });
    // One of the projects says it for all.
    if (name === 'together') for (const line of leftOut()) process.stderr.write(line);
  };
}
