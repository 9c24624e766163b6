import { relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { longTestsLeftOut } from './test/long-tests.js';
import { testsOfMoreThanNode } from './test/node-alone.js';

/**
 * Each of these files gets a process of its own. They change or measure the whole process: its memory, limits, threads
 * or standard output. Or they stop a gateway's clock at the time when a module was loaded, and a vendor accepts a
 * signature for only five minutes.
 */
const ALONE = [
  'test/history/heavy-readers.test.ts',
  'test/history/large-actions.test.ts',
  'test/http/client-signal.test.ts',
  'test/http/large-bodies.test.ts',
  'test/identity/authentication.test.ts',
  'test/identity/key-configuration.test.ts',
  'test/identity/unauthenticated.test.ts',
  'test/journal/lost-log.test.ts',
  'test/journal/outage-memory.test.ts',
  'test/journal/readiness-sqlite.test.ts',
  'test/journal/sqlite-thread.test.ts',
  'test/observability/action-log.test.ts',
  'test/observability/traces.test.ts',
];

/**
 * These files measure the processor's time, which grows while other tests run beside them. So they run after all others, one by
 * one.
 */
const LAST = ['test/sandbox/start-time.test.ts'];

/** The longest ones begin first. Otherwise one of them would run by itself at the end. */
const FIRST = [
  'test/crashes.test.ts',
  'test/feed/sequences.test.ts',
  'test/timed-entries/interrupted-ends.test.ts',
  'test/actions/interrupted.test.ts',
  'test/timed-entries/cancellation.test.ts',
  'test/browser/console-double-click.test.ts',
  'test/actions/fault-matrix.test.ts',
  'test/process/signals.test.ts',
  'test/secrets/sighup.test.ts',
  'test/restrictions/enforced-people.test.ts',
  'test/restrictions/timed-media.test.ts',
  'test/operations/add-to-blacklist/additions-in-doubt.test.ts',
  'test/feed/stream-ends.test.ts',
  'test/egress/causes.test.ts',
  'test/identity/key-server.test.ts',
  'test/http/unread-bodies.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isFirst = ({ moduleId }: TestSpecification) => FIRST.includes(relative('.', moduleId));
    const sorted = await super.sort(files);
    // Those of one project stay beside each other, because they share workers.
    const [alone, together] = [true, false].map((isAlone) =>
      sorted.filter(({ project }) => (project.name !== 'together') === isAlone),
    ) as [TestSpecification[], TestSpecification[]];
    return [...alone, ...together.filter(isFirst), ...together.filter((file) => !isFirst(file))];
  }
}

/**
 * `NODE_ALONE=true` leaves out all but the tests of what can differ between versions of Node. They take a minute or two, so `.ci/run`
 * runs them on every version. `test/node-alone.ts` says which they are.
 */
// biome-ignore lint/style/noProcessEnv: a setting of tests
const LEFT_OUT = [...longTestsLeftOut(), ...(process.env.NODE_ALONE ? testsOfMoreThanNode() : [])];

export default defineConfig({
  resolve: {
    // Vite would load graphql's ES modules, but Node gives libraries the CommonJS ones. The classes of two copies do
    // not recognize each other.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    // Two thirds of the time, tests wait for clocks, vendors and databases. So six files keep two cores busy.
    maxWorkers: 6,
    sequence: { sequencer: LongestFirst },
    // What runs beside each other in one file waits most of the time.
    maxConcurrency: 16,
    // The limits are generous for a busy machine, but a test that hangs still fails.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    globalSetup: 'test/postgres-template.ts',
    // Type-GraphQL's decorators need it, whichever file a worker runs first.
    setupFiles: ['reflect-metadata', 'test/whole-table-reads.ts'],
    projects: [
      // Loading the gateway takes longer than most of these files, so each worker loads it only once.
      {
        extends: true,
        test: {
          name: 'together',
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: [...ALONE, ...LAST, ...LEFT_OUT],
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE, exclude: LEFT_OUT } },
      {
        extends: true,
        test: { name: 'last', include: LAST, exclude: LEFT_OUT, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
