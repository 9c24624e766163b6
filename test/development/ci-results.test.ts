import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const VITEST = resolve('node_modules/vitest/vitest.mjs');
const GREEN = "it('adds', () => expect(1 + 1).toBe(2)); it('adds again', () => {});";
const FAILING = `
  describe('a sum', () => {
    it('is right', () => {});
    it('is wrong', () => {
      throw new Error(Array.from({ length: 30 }, (_, index) => 'line ' + index).join('\\n'));
    });
  });`;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ci-results-'));
  writeFileSync(join(folder, 'empty.json'), JSON.stringify({ numPassedTests: 0, testResults: [] }));
  const ended = await Promise.all([
    run('green', { 'a.test.js': GREEN }),
    run('red', { 'a.test.js': FAILING, 'b.test.js': GREEN }),
    run('broken', {
      'missing.test.js': "import './nowhere.js'; it('runs', () => {});",
      'hook.test.js': "beforeAll(() => { throw new Error('no server') }); it('runs', () => {});",
      'good.test.js': GREEN,
    }),
    run('rejected', { 'a.test.js': `${GREEN} Promise.reject(new Error('nobody waits'));` }),
  ]);
  expect(ended).toEqual([0, 1, 1, 1]);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Has vitest run files of these texts, and keeps its report under a name. Returns its exit code. */
async function run(name: string, files: Record<string, string>): Promise<number> {
  const root = mkdtempSync(join(folder, `${name}-`));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(root, file), text);
  const report = `--outputFile=${folder}/${name}.json`;
  const options = ['--globals', '--maxWorkers=1', '--reporter=json', report];
  const vitest = spawn(process.execPath, [VITEST, 'run', ...options], { cwd: root, stdio: 'ignore' });
  const [code] = await once(vitest, 'exit');
  return code;
}

function results(...runs: string[]): { lines: string[]; status: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['.ci/results.js', folder, ...runs], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return { lines: stdout.trimEnd().split('\n'), status };
}

describe('the end of .ci/run', () => {
  it('counts the tests of all runs', () => {
    expect(results('green=0', 'green=0')).toEqual({ lines: ['4 passed, 0 failed'], status: 0 });
  });

  it('names each failed test with its run after the counts, and the first lines of why', () => {
    const { lines, status } = results('green=0', 'red=1');
    expect(status).toBe(1);
    expect(lines[0]).toBe('5 passed, 1 failed');
    expect(lines[1]).toMatch(/^FAILED \(red\) \S+\/a\.test\.js > a sum > is wrong$/);
    expect(lines.slice(2, 5)).toEqual(['    Error: line 0', '    line 1', '    line 2']);
    expect(lines.length).toBeLessThan(12);
  });

  it('names the failed tests of every run', () => {
    const { lines } = results('red=1', 'broken=1');
    expect(lines[0]).toBe('5 passed, 3 failed');
    expect(lines.filter((line) => line.startsWith('FAILED (red)'))).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith('FAILED (broken)'))).toHaveLength(2);
  });

  it('names a file that could not be loaded, and one whose hook failed, each as one failure', () => {
    const { lines, status } = results('broken=1');
    expect(status).toBe(1);
    expect(lines[0]).toBe('2 passed, 2 failed');
    const text = lines.join('\n');
    expect(text).toMatch(/FAILED \(broken\) \S+\/missing\.test\.js, outside its tests\n.*nowhere\.js/);
    expect(text).toMatch(/FAILED \(broken\) \S+\/hook\.test\.js, outside its tests\n {4}no server/);
  });

  it('tells of a run that failed although no test did', () => {
    expect(results('rejected=1')).toEqual({
      lines: [
        '2 passed, 1 failed',
        'FAILED (rejected) ended with 1, though no test has failed; its output says why',
      ],
      status: 1,
    });
  });

  it('fails if a run has left no report, or nothing has passed', () => {
    expect(results('green=0', 'killed=137')).toEqual({
      lines: ['2 passed, 1 failed', 'FAILED (killed) left no report'],
      status: 1,
    });
    expect(results('empty=0')).toEqual({ lines: ['0 passed, 0 failed'], status: 1 });
  });
});
