/**
 * Each of these files takes twenty seconds or more of a whole run: random scripts, processes that are killed, waits for real time
 * limits, browsers. They take more than half of the time of all tests, so `npm test` leaves them out, says so, and takes five to six minutes.
 * `npm run test:all` runs them, and so does CI. Whoever names files runs what they name.
 */
const LONG_TESTS: readonly string[] = [
  'test/crashes.test.ts',
  'test/image.test.ts',
  'test/processes.test.ts',
  'test/actions/interrupted.test.ts',
  'test/actions/waiting.test.ts',
  'test/browser/callers.test.ts',
  'test/browser/console-actions.test.ts',
  'test/browser/console-blacklist.test.ts',
  'test/browser/console-double-click.test.ts',
  'test/browser/console-failed-reads.test.ts',
  'test/browser/console-live.test.ts',
  'test/browser/console-rooms.test.ts',
  'test/browser/documented-hooks.test.ts',
  'test/browser/playground-for-everybody.test.ts',
  'test/config/unusable-paths.test.ts',
  'test/egress/proxies.test.ts',
  'test/feed/sequences.test.ts',
  'test/http/both-paths.test.ts',
  'test/journal/damaged-log.test.ts',
  'test/journal/lost-files.test.ts',
  'test/journal/outage-memory.test.ts',
  'test/journal/outage.test.ts',
  'test/journal/readiness-postgres.test.ts',
  'test/observability/traces.test.ts',
  'test/operations/add-to-blacklist/additions-in-doubt.test.ts',
  'test/process/log-streams.test.ts',
  'test/process/signals.test.ts',
  'test/queries/failed-reads.test.ts',
  'test/restrictions/bounds.test.ts',
  'test/restrictions/enforced-people.test.ts',
  'test/restrictions/enforcement-of-others.test.ts',
  'test/restrictions/long-doubts.test.ts',
  'test/restrictions/lost-calls.test.ts',
  'test/restrictions/page.test.ts',
  'test/restrictions/reads-of-full-rooms.test.ts',
  'test/restrictions/timed-media.test.ts',
  'test/roster/kills.test.ts',
  'test/secrets/failing-gateway.test.ts',
  'test/secrets/sighup.test.ts',
  'test/secrets/working-gateway.test.ts',
  'test/timed-entries/cancellation.test.ts',
  'test/timed-entries/interrupted-ends.test.ts',
  'test/vendors/calling/breaker.test.ts',
];

/** The long tests, if this run leaves them out. */
export function longTestsLeftOut(
  // biome-ignore lint/style/noProcessEnv: a setting of tests
  env: NodeJS.ProcessEnv = process.env,
  args: readonly string[] = process.argv.slice(2),
): readonly string[] {
  const { CI, ALL_TESTS, NODE_ALONE } = env;
  const namesTests = args.some((arg) => !arg.startsWith('-') && !['run', 'watch'].includes(arg));
  return CI || ALL_TESTS || NODE_ALONE || namesTests ? [] : LONG_TESTS;
}
