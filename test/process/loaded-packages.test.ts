import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodeArgsOf } from '../npm-scripts.js';
import { StartedProcess } from '../started-process.js';

/** Writes the address of each ES module to standard error, before it is loaded. */
const HOOKS = `
  import { writeSync } from 'node:fs';
  export function load(url, context, next) {
    writeSync(2, 'loads ' + url + '\\n');
    return next(url, context);
  }`;
const asUrl = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;
const LISTING = asUrl(`import { register } from 'node:module'; register(${JSON.stringify(asUrl(HOOKS))});`);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loaded-packages-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function start(databaseUrl: string): StartedProcess {
  return new StartedProcess(['--import', LISTING, ...nodeArgsOf('start')], {
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    AUTH_JWT_SECRET: 'x'.repeat(64),
    TRTC_SECRET_ID: 'id',
    TRTC_SECRET_KEY: 'key',
    TRTC_SDK_APP_IDS: '1400188366',
  });
}

/** The packages of which a process has loaded something. The maps of the bundle's files tell what is in them. */
function packagesOf({ stderr }: StartedProcess): Set<string> {
  const files = [...stderr.matchAll(/^loads (file:.*\/dist\/bundle\/.*\.js)$/gm)].map(([, url = '']) => url);
  // A file with nothing of its own has no map.
  const maps = files.map((url) => `${fileURLToPath(url)}.map`).filter(existsSync);
  const sources = maps.flatMap((map): string[] => JSON.parse(readFileSync(map, 'utf8')).sources);
  return new Set(sources.flatMap((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? []));
}

// With pg comes Node's own undici, and both take memory and a part of the start.
it('a gateway whose journal is in a file does not load pg, and answers', async () => {
  const gateway = start(`file:${join(folder, 'journal.db')}`);
  try {
    expect((await fetch(`${await gateway.url()}/readyz`)).status).toBe(200);
    const packages = packagesOf(gateway);
    expect(packages).toContain('kysely');
    expect(packages).not.toContain('pg');
    expect(packages).not.toContain('pg-pool');
  } finally {
    await gateway.kill();
  }
});

it('a gateway whose journal is on PostgreSQL loads it', async () => {
  // Nobody listens there, but it tries.
  const gateway = start('postgres://gateway@127.0.0.1:1/journal');
  try {
    await expect.poll(() => packagesOf(gateway)).toContain('pg');
  } finally {
    await gateway.kill();
  }
});
