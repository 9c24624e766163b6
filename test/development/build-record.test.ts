import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

/** What the image is built from; nothing else is there. */
const READ_BY_BUILDS = readFileSync('.dockerignore', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .flatMap((line) => {
    const name = new RegExp(`^${line.slice(1).replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
    return readdirSync('.').filter((entry) => name.test(entry));
  });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'build-record-'));
  const filter = (path: string) => !/(^|\/)(node_modules|dist)(\/|$)/.test(path);
  for (const entry of READ_BY_BUILDS) cpSync(entry, join(folder, entry), { recursive: true, filter });
  for (const file of [
    'node_modules/.package-lock.json',
    'dist/main.js',
    'dist/console/x.js',
    'client/dist/x.js',
  ]) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), 'x');
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const record = (command: 'begin' | 'end' | 'check') =>
  spawnSync(process.execPath, ['src/development/build-record.js', command], {
    cwd: folder,
    encoding: 'utf8',
  });
const isBuilt = () => record('check').status === 0;
function build(): void {
  expect(record('begin').status).toBe(0);
  expect(record('end').status).toBe(0);
}

/** Checks once for each line that it reads, and prints the exit code. A changed script might not even run. */
const CHECKS_BY_LINE = `
  import { createInterface } from 'node:readline';
  import { pathToFileURL } from 'node:url';
  process.argv = [process.execPath, 'build-record.js', 'check'];
  let checks = 0;
  for await (const _ of createInterface({ input: process.stdin })) {
    process.exitCode = 0;
    await import(pathToFileURL('src/development/build-record.js') + '?' + checks++).catch(() => {
      process.exitCode = 1;
    });
    console.log('exit code', process.exitCode);
  }
`;

/** Starting a process for each of many checks takes minutes on a busy machine. */
async function inOneProcess<Result>(
  use: (isBuilt: () => Promise<boolean>) => Promise<Result>,
): Promise<Result> {
  const checker = spawn(process.execPath, ['--input-type=module', '--eval', CHECKS_BY_LINE], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: checker.stdout })[Symbol.asyncIterator]();
  try {
    return await use(async () => {
      checker.stdin.write('\n');
      for (;;) {
        const { value, done } = await lines.next();
        if (done) throw new Error('the checks have ended');
        const [, code] = /^exit code (\d+)$/.exec(value) ?? [];
        if (code !== undefined) return code === '0';
      }
    });
  } finally {
    checker.kill();
  }
}

/** Changes a file without its size and times. */
function changeSecretly(file: string): () => void {
  const path = join(folder, file);
  const { atime, mtime } = statSync(path);
  const before = readFileSync(path);
  const changed = Buffer.from(before);
  changed[0] = (changed[0] ?? 0) ^ 1;
  const write = (content: Buffer) => {
    writeFileSync(path, content);
    utimesSync(path, atime, mtime);
  };
  write(changed);
  return () => write(before);
}

/** The first and the last file of each folder. */
function someFilesIn(entry: string): string[] {
  const path = join(folder, entry);
  if (!statSync(path).isDirectory()) return [entry];
  const entries = readdirSync(path, { withFileTypes: true }).filter(({ name }) => name !== 'dist');
  const files = entries.filter((each) => each.isFile()).map(({ name }) => join(entry, name));
  const folders = entries.filter((each) => each.isDirectory()).map(({ name }) => join(entry, name));
  return [...new Set([...files.slice(0, 1), ...files.slice(-1)]), ...folders.flatMap(someFilesIn)];
}

describe('the record of a build', () => {
  it('says that nothing has to be built when nothing has changed, also with new times', () => {
    build();
    expect(record('check')).toMatchObject({ status: 0, stdout: '', stderr: '' });
    for (const file of ['src/main.ts', 'dist/main.js']) utimesSync(join(folder, file), 1, 1);
    expect(isBuilt()).toBe(true);
  });

  it('notices a change of any file that a build reads or writes, also one without new times or another size', async () => {
    const files = [...READ_BY_BUILDS.flatMap(someFilesIn), 'node_modules/.package-lock.json'];
    const outputs = ['dist/main.js', 'dist/console/x.js', 'client/dist/x.js'];
    expect(files.length).toBeGreaterThan(80);
    build();
    const unnoticed = await inOneProcess(async (isBuilt) => {
      const built: string[] = [];
      for (const file of [...files, ...outputs]) {
        const restore = changeSecretly(file);
        if (await isBuilt()) built.push(file);
        restore();
      }
      return built;
    });
    expect(unnoticed).toEqual([]);
    expect(isBuilt()).toBe(true);
  }, 240_000);

  it.each([
    ['a new source', () => writeFileSync(join(folder, 'src/new.ts'), '')],
    ['a deleted source', () => rmSync(join(folder, 'src/new.ts'))],
    ['a renamed source', () => renameSync(join(folder, 'src/main.ts'), join(folder, 'src/other.ts'))],
    ['a deleted output', () => rmSync(join(folder, 'dist/main.js'))],
    ['no output at all', () => rmSync(join(folder, 'dist'), { recursive: true })],
  ])('notices %s', (_what, change) => {
    build();
    expect(isBuilt()).toBe(true);
    change();
    expect(record('check')).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^Building first.*\n$/),
    });
  });

  it('does not take sources for built that were changed during the build', () => {
    record('begin');
    const restore = changeSecretly('src/server.ts');
    record('end');
    expect(isBuilt()).toBe(false);
    restore();
    expect(isBuilt()).toBe(false);
  });

  it('does not take a build that was broken off for one', () => {
    build();
    record('begin');
    expect(isBuilt()).toBe(false);
  });
});

it.each(['presandbox', 'preemulators'] as const)('%s builds only if the record says so', (script) => {
  expect(packageJson.scripts[script]).toBe('node src/development/build-record.js check || npm run build');
  expect(packageJson.scripts.prebuild.split(' && ').at(-1)).toBe(
    'node src/development/build-record.js begin',
  );
  expect(packageJson.scripts.postbuild).toBe('node src/development/build-record.js end');
});
