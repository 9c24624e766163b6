import { defineConfig } from 'vitest/config';

/**
 * These files change or measure the whole process: its memory, its limits, its threads or its standard output. Or they
 * stop a gateway's clock at the moment when a module was loaded, and a vendor accepts a signature for five minutes. Each
 * of them gets a process of its own.
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

export default defineConfig({
  resolve: {
    // Vite would take graphql's ES modules, while Node gives libraries its CommonJS ones: two copies, whose classes
    // do not know each other.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    // Tests spend much of their time waiting, for clocks, vendors and databases: three files keep two cores busy.
    maxWorkers: 3,
    // A busy machine may take its time; what never comes still fails.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    globalSetup: 'test/postgres-template.ts',
    // Type-GraphQL's decorators need it, whichever file a worker runs first.
    setupFiles: ['reflect-metadata'],
    projects: [
      // Loading the gateway takes longer than most of these files do, so that each worker loads it only once.
      {
        extends: true,
        test: { name: 'together', isolate: false, include: ['test/**/*.test.ts'], exclude: ALONE },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
});
