import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** What Linux calls a tick, in the files below `/proc`. */
const TICKS_PER_SECOND = 100;

/** The processor time of a process, of those that it has started, and of those that they have started. */
function cpuSecondsOf(pid: number): number {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ')
          .map(Number);
        // See proc(5): the parent, and the times in user and kernel mode, its own and those of ended children.
        return [
          { id: Number(name), parent: fields[1], ticks: fields.slice(11, 15).reduce((a, b) => a + b, 0) },
        ];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
  const ticksOf = (id: number): number =>
    processes.filter((each) => each.id === id).reduce((sum, { ticks }) => sum + ticks, 0) +
    processes.filter(({ parent }) => parent === id).reduce((sum, each) => sum + ticksOf(each.id), 0);
  return ticksOf(pid) / TICKS_PER_SECOND;
}

it('npm run sandbox starts within five seconds of one processor when nothing has changed', async () => {
  // Otherwise the sandbox would build, and the end of this test would break the build off.
  const check = ['src/development/build-record.js', 'check'];
  expect(spawnSync(process.execPath, check).status, 'run npm run build first').toBe(0);
  const ports = ['PORT=0', 'TRTC_EMULATOR_PORT=0', 'VOLC_EMULATOR_PORT=0'];
  const npm = spawn('env', [...ports, 'npm', 'run', 'sandbox'], { detached: true });
  try {
    let output = '';
    npm.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    await expect.poll(() => output, { timeout: 60_000, interval: 20 }).toContain('Ctrl-C');
    // A wall clock would measure what else the machine does.
    expect(cpuSecondsOf(npm.pid ?? 0)).toBeLessThan(5);
    expect(output).not.toContain('Building');
  } finally {
    process.kill(-(npm.pid ?? 0), 'SIGKILL');
  }
});
