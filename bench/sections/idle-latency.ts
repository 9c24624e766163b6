/** Measures the time that an idle server adds to the vendor's. */
import { type Contender, everythingOn, floor, mercurius, startFakeVendor } from '../contenders.js';
import { alternate, LoadGenerator, medianOf } from '../measure.js';
import { mute } from '../mutations.js';
import { table } from '../results.js';
import { median } from '../statistics.js';

const ROUNDS = 30;
const ROUND = { concurrency: 1, until: { requests: 40 } };
const WARM_UP = { concurrency: 1, until: { requests: 2_000 } };
const TARGET_MS = 2;

const DIRECT = { path: '/', headers: { 'x-tc-action': 'SetUserBlocked' }, body: '{}', expected: 'RequestId' };

export async function run(): Promise<string> {
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

  const rows = through.map((rounds, index) => {
    const added = rounds.map(({ p50Ms }, round) => p50Ms - (direct[round]?.p50Ms ?? Number.NaN));
    const contender = contenders[index];
    return [
      contender?.name ?? '',
      medianOf(rounds, ({ p50Ms }) => p50Ms).toFixed(2),
      median(added).toFixed(2),
      contender === everythingOn ? `≤ ${TARGET_MS}` : '',
    ];
  });
  const own = medianOf(direct, ({ p50Ms }) => p50Ms).toFixed(2);
  return `One request at a time, for one user's state. The vendor itself answers in ${own} ms (median); medians of ${ROUNDS} alternating rounds of
${ROUND.until.requests} requests, in milliseconds.

${table(['through', 'p50', 'added', 'to reach'], [...rows])}`;
}
