import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  LOGIC,
  LONG,
  PROCESSES,
  testFiles,
  testsOfMoreThanNode,
  testsReaching,
  testsThatStartPrograms,
} from '../node-alone.js';

const leftOut = testsOfMoreThanNode();
const running = testFiles().filter((file) => !leftOut.includes(file));
const named = (files: readonly string[]) => files.map((file) => `test/${file}.test.ts`);

describe('the tests that run on every version of Node', () => {
  it('start no browser and no database', () => {
    const programs = [
      'playwright-core',
      'test/postgres-programs.ts',
      'test/pgbouncer-server.ts',
      'test/left-out.ts',
    ];
    const needing = testsReaching((name) => programs.includes(name));
    expect(needing.length).toBeGreaterThan(50);
    expect(running.filter((file) => needing.includes(file))).toEqual([]);
  });

  it('start processes only where the list says so', () => {
    const starting = testsThatStartPrograms();
    expect(starting).toEqual(
      expect.arrayContaining(named(['crashes', 'browser/console', 'journal/journal', 'image'])),
    );
    expect(running.filter((file) => starting.includes(file)).toSorted()).toEqual(PROCESSES.toSorted());
  });

  it('are about everything where versions can differ', () => {
    for (const file of named([
      'http/graphql-over-http',
      'http/unread-bodies',
      'http/large-bodies',
      'journal/sqlite-thread',
      'journal/retention',
      'identity/authentication',
      'identity/key-server',
      'egress/causes',
      'vendors/calling/send-request',
      'vendors/trtc/tc3-signature',
      'secrets/replaced-files',
      'client/subscribe',
      'feed/stream-ends',
      'process/log-output',
      'observability/metrics',
      'fuzz/http',
    ])) {
      expect(running).toContain(file);
    }
  });

  it('leave out the gateway’s own logic, by folder, and long tables of it', () => {
    for (const folder of LOGIC) expect(existsSync(`test/${folder}`), folder).toBe(true);
    for (const file of LONG) {
      expect(existsSync(file), file).toBe(true);
      expect(
        LOGIC.some((folder) => file.startsWith(`test/${folder}/`)),
        file,
      ).toBe(false);
    }
    expect(leftOut).toEqual(
      expect.arrayContaining(named(['actions/fault-matrix', 'undo/interleavings', 'identity/grants'])),
    );
  });
});
