import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Vitest runs this once in a test run. `initdb` takes longer than most tests, so the first PostgreSQL server of a run
 * leaves a copy of its empty database here, from which the others start.
 */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-template-'));
  // biome-ignore lint/style/noProcessEnv: a tool of tests, not a setting of the gateway
  process.env.POSTGRES_TEMPLATE = join(folder, 'database');
  return () => rmSync(folder, { recursive: true });
}
