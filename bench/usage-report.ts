/**
 * Preloaded into a measured process (`node --import`). It reports the resources that the process has used. The channel
 * does not keep the process alive, and the process does not outlive the benchmark.
 */
import { Session } from 'node:inspector/promises';
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { BroadcastChannel, isMainThread } from 'node:worker_threads';

export interface Usage {
  /** The CPU time of all threads since the start, in user and system mode. */
  cpuUs: number;
  rssBytes: number;
  heapBytes: number;
  /** What V8's last collection of the whole heap has left. Undefined before the first one, and unless that is watched. */
  leftBytes?: number | undefined;
  /** How many other threads have just moved together what is left of their heaps. Undefined: they were not asked. */
  threads?: number | undefined;
}

/** What Node's types leave out. */
type GcEntry = PerformanceEntry & { detail: { kind: number } };

let leftBytes: number | undefined;

/** Looks at the heap after each collection of the whole heap, and causes none. */
function watchCollections(): void {
  const observer = new PerformanceObserver((list) => {
    const kinds = list.getEntries().map((entry) => (entry as GcEntry).detail.kind);
    if (kinds.includes(constants.NODE_PERFORMANCE_GC_MAJOR)) leftBytes = process.memoryUsage().heapUsed;
  });
  observer.observe({ entryTypes: ['gc'] });
}

/** Collects all that can be, and moves what is left together, so that pages of the heap that were nearly empty are given back. */
async function compact(): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.collectGarbage');
  session.disconnect();
}

/** How long the other threads have for it. */
const COMPACTED_WITHIN_MS = 2_000;

/** The same in all threads. Resolves with how many others there are. */
async function compactAll(): Promise<number> {
  let threads = 0;
  const channel = new BroadcastChannel('compact');
  channel.onmessage = () => {
    threads += 1;
  };
  channel.postMessage('compact');
  await Promise.all([compact(), setTimeout(COMPACTED_WITHIN_MS)]);
  channel.close();
  return threads;
}

// Worker threads run their process's preloads, too.
if (isMainThread) {
  process.on('message', async (message) => {
    if (message === 'watch collections') watchCollections();
    const threads = message === 'compact' ? await compactAll() : undefined;
    if (message !== 'usage' && message !== 'compact') return;
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed } = process.memoryUsage();
    const usage: Usage = { cpuUs: user + system, rssBytes: rss, heapBytes: heapUsed, leftBytes, threads };
    process.send?.(usage);
  });
  process.on('disconnect', () => process.exit());
  process.channel?.unref();
} else {
  const channel = new BroadcastChannel('compact');
  channel.onmessage = async ({ data }: { data: unknown }) => {
    if (data !== 'compact') return;
    await compact();
    channel.postMessage('compacted');
  };
  channel.unref();
}
