/**
 * The secret that sandboxes of this folder sign tokens with. It is kept, so that a page or a script goes on after the
 * sandbox has been started again, and so that `npm run token` can make tokens for it.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The compiled modules, the bundle and the sources alike lead to `data/`, which git ignores. */
const FOLDER = fileURLToPath(new URL('../../data', import.meta.url));

export const newSandboxSecret = (): string => randomBytes(32).toString('base64url');

/** Undefined: no sandbox has been started here. */
export function keptSandboxSecret(folder: string = FOLDER): string | undefined {
  try {
    const text = readFileSync(fileIn(folder), 'utf8').trim();
    return /^[\w-]{43}$/.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** The secret that is kept; the first sandbox makes it. Undefined: nothing can be kept here. */
export function keepSandboxSecret(folder: string = FOLDER): string | undefined {
  const kept = keptSandboxSecret(folder);
  if (kept !== undefined) return kept;
  try {
    mkdirSync(folder, { recursive: true });
    // A file that holds no secret, for example because the disk was full.
    if (existsSync(fileIn(folder))) rmSync(fileIn(folder));
    makeSecret(folder);
  } catch {
    // Another sandbox may have been faster, and its secret is as good.
  }
  return keptSandboxSecret(folder);
}

/** Nobody reads half a secret, and of two sandboxes that start together one makes it. */
function makeSecret(folder: string): void {
  const draft = join(folder, `sandbox-secret-${process.pid}`);
  writeFileSync(draft, newSandboxSecret(), { mode: 0o600 });
  try {
    linkSync(draft, fileIn(folder));
  } finally {
    rmSync(draft);
  }
}

function fileIn(folder: string): string {
  return join(folder, 'sandbox-secret');
}
