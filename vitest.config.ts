import { defineConfig } from 'vitest/config';
import { testsThatStartPrograms } from './test/started-programs.js';

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

/** `NODE_ALONE=true` leaves them out. The others take a few minutes, so `.ci/run` runs them on every version of Node. */
// biome-ignore lint/style/noProcessEnv: a setting of tests
const LEFT_OUT = process.env.NODE_ALONE ? testsThatStartPrograms() : [];

export default defineConfig({
  resolve: {
    // Vite would load graphql's ES modules, but Node gives libraries the CommonJS ones. The classes of two copies do
    // not recognize each other.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    // Tests spend much of their time waiting for clocks, vendors and databases, so four files keep two cores busy. Machines of
    // CI do other work too.
    // biome-ignore lint/style/noProcessEnv: a setting of tests
    maxWorkers: process.env.CI ? 2 : 4,
    // What runs beside each other in one file waits most of the time.
    maxConcurrency: 16,
    // The limits are generous for a busy machine, but a test that hangs still fails.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    globalSetup: 'test/postgres-template.ts',
    // Type-GraphQL's decorators need it, whichever file a worker runs first.
    setupFiles: ['reflect-metadata'],
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
