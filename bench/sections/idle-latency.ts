/** Measures the time that an idle server adds to the vendor's. */
import { type Contender, everythingOn, floor, mercurius, startFakeVendor } from '../contenders.js';
import { atMost, goal, type SectionReport } from '../goals.js';
import { alternate, LoadGenerator, medianOf } from '../measure.js';
import { mute } from '../mutations.js';
import { median } from '../statistics.js';
import { table } from '../table.js';

const ROUNDS = 30;
const ROUND = { concurrency: 1, until: { requests: 40 } };
const WARM_UP = { concurrency: 1, until: { requests: 2_000 } };
const MOST_ADDED_MS = 2;

const DIRECT = { path: '/', headers: { 'x-tc-action': 'SetUserBlocked' }, body: '{}', expected: 'RequestId' };

export async function run(): Promise<SectionReport> {
  const vendor = await startFakeVendor();
  const load = new LoadGenerator();
  const contenders: readonly Contender[] = [floor, mercurius, everythingOn];
  const servers = await Promise.all(contenders.map((contender) => contender.start(vendor.url)));
  const asked = [
    { server: vendor, request: DIRECT },
    ...servers.map((server, index) => ({ server, request: mute(contenders[index] ?? everythingOn) })),
  ];
  for (const { server, request } of asked) await load.run(server.url, { ...request, ...WARM_UP });
  const [direct = [], ...through] = await alternate(
    ROUNDS,
    asked.map(
      ({ server, request }) =>
        () =>
          load.run(server.url, { ...request, ...ROUND }),
    ),
  );
  load.stop();
  await Promise.all([vendor, ...servers].map((server) => server.stop()));

  const added = through.map((rounds) =>
    median(rounds.map(({ p50Ms }, round) => p50Ms - (direct[round]?.p50Ms ?? Number.NaN))),
  );
  const rows = through.map((rounds, index) => [
    contenders[index]?.name ?? '',
    medianOf(rounds, ({ p50Ms }) => p50Ms).toFixed(2),
    (added[index] ?? Number.NaN).toFixed(2),
  ]);
  const own = medianOf(direct, ({ p50Ms }) => p50Ms).toFixed(2);
  const text = `One request at a time, for one user's state. The vendor itself answers in ${own} ms (median); medians of ${ROUNDS} alternating rounds of
${ROUND.until.requests} requests, in milliseconds.

${table(['through', 'p50', 'added'], rows)}`;
  const byGateway = added[contenders.indexOf(everythingOn)] ?? Number.NaN;
  return {
    text,
    goals: [goal("idle gateway: latency over the vendor's own, p50", atMost(byGateway, MOST_ADDED_MS, 'ms'))],
  };
}
