/** Measures the memory that the gateway keeps after 100,000 requests. */
import { type Contender, everythingOn, mercurius, startFakeVendor } from '../contenders.js';
import { atMost, goal, type SectionReport } from '../goals.js';
import { LoadGenerator } from '../measure.js';
import { mute } from '../mutations.js';
import { table } from '../table.js';
import type { Usage } from '../usage-report.js';

const CHECKPOINTS = [1_000, 10_000, 25_000, 50_000, 75_000, 100_000];
const CONCURRENCY = 50;
const MOST_MB = 170;
/** Memory that leaks in proportion to the requests would be far above this. */
const MOST_GROWTH = 1.1;

export async function run(): Promise<SectionReport> {
  const vendor = await startFakeVendor();
  const load = new LoadGenerator();
  const rows: string[][] = [];
  const rssAfter = new Map<Contender, ReadonlyMap<number, number>>();
  for (const contender of [everythingOn, mercurius]) {
    const server = await contender.start(vendor.url);
    const usages: Usage[] = [await server.usage()];
    let sent = 0;
    for (const checkpoint of CHECKPOINTS) {
      const until = { requests: checkpoint - sent };
      await load.run(server.url, { ...mute(contender), concurrency: CONCURRENCY, until });
      sent = checkpoint;
      usages.push(await server.usage());
    }
    await server.stop();
    rssAfter.set(
      contender,
      new Map(CHECKPOINTS.map((count, index) => [count, usages[index + 1]?.rssBytes ?? Number.NaN])),
    );
    rows.push(
      [`${contender.name}, RSS`, ...usages.map(({ rssBytes }) => megabytes(rssBytes))],
      [`${contender.name}, heap`, ...usages.map(({ heapBytes }) => megabytes(heapBytes))],
    );
  }
  load.stop();
  await vendor.stop();
  const head = ['after requests', '0', ...CHECKPOINTS.map((count) => count.toLocaleString('en'))];
  const rss = (requests: number) => (rssAfter.get(everythingOn)?.get(requests) ?? Number.NaN) / 1e6;
  return {
    text: `In MB, ${CONCURRENCY} requests at a time, all for different users.\n\n${table(head, rows)}`,
    goals: [
      goal('memory (RSS) after 100,000 requests', atMost(rss(100_000), MOST_MB, 'MB')),
      goal('memory after 100,000 requests / after 50,000', atMost(rss(100_000) / rss(50_000), MOST_GROWTH)),
    ],
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
