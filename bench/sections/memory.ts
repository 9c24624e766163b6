/** Measures the memory that the gateway keeps after 100,000 requests. */
import { everythingOn, mercurius, startFakeVendor } from '../contenders.js';
import { LoadGenerator } from '../measure.js';
import { mute } from '../mutations.js';
import { table } from '../results.js';
import type { Usage } from '../usage-report.js';

const CHECKPOINTS = [1_000, 10_000, 25_000, 50_000, 75_000, 100_000];
const CONCURRENCY = 50;
const TARGET_MB = 170;

export async function run(): Promise<string> {
  const vendor = await startFakeVendor();
  const load = new LoadGenerator();
  const rows: string[][] = [];
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
    rows.push(
      [`${contender.name}, RSS`, ...usages.map(({ rssBytes }) => megabytes(rssBytes))],
      [`${contender.name}, heap`, ...usages.map(({ heapBytes }) => megabytes(heapBytes))],
    );
  }
  load.stop();
  await vendor.stop();
  const head = ['after requests', '0', ...CHECKPOINTS.map((count) => count.toLocaleString('en'))];
  return `In MB, ${CONCURRENCY} requests at a time, all for different users. To reach, by the gateway: RSS ≤ ${TARGET_MB} after 100,000, and flat.

${table(head, rows)}`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
