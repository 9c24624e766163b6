/** Measures the time from the start of the process to its first answer. */
import { type Contender, everythingOn, floor, mercurius, startFakeVendor, yoga } from '../contenders.js';
import { atMost, goal, type SectionReport } from '../goals.js';
import { alternate, LoadGenerator, medianRatio } from '../measure.js';
import { mute } from '../mutations.js';
import { median, percentile } from '../statistics.js';
import { table } from '../table.js';

const STARTS = 11;
const MOST_SECONDS = 0.6;
const ONCE = { concurrency: 1, until: { requests: 1 } };

export async function run(): Promise<SectionReport> {
  const vendor = await startFakeVendor();
  const load = new LoadGenerator();
  const firstAnswer = async (contender: Contender) => {
    const server = await contender.start(vendor.url);
    await load.run(server.url, { ...mute(contender), ...ONCE });
    const seconds = (performance.now() - server.spawnedAt) / 1_000;
    await server.stop();
    return seconds;
  };
  const contenders = [floor, mercurius, yoga, everythingOn];
  const measured = await alternate(
    STARTS,
    contenders.map((contender) => () => firstAnswer(contender)),
  );
  load.stop();
  await vendor.stop();

  const [floorStarts = []] = measured;
  const rows = measured.map((starts, index) => [
    contenders[index]?.name ?? '',
    median(starts).toFixed(2),
    percentile(starts, 0).toFixed(2),
    medianRatio(starts, floorStarts, (seconds) => seconds).toFixed(1),
  ]);
  const text = `From the spawn of the process to its answer to a first mutation, in seconds, on one core; ${STARTS} alternating starts of each, with a
new journal.

${table(['', 'median', 'quickest', '/ floor'], rows)}`;
  const gatewayStarts = measured[contenders.indexOf(everythingOn)] ?? [];
  const first = atMost(median(gatewayStarts), MOST_SECONDS, 's');
  return { text, goals: [goal('first served request after a start', first)] };
}
