/**
 * Preloaded into a measured process (`node --import`). It reports the resources that the process has used. The channel
 * does not keep the process alive, and the process does not outlive the benchmark.
 */
import { isMainThread } from 'node:worker_threads';

export interface Usage {
  /** The CPU time of all threads since the start, in user and system mode. */
  cpuUs: number;
  rssBytes: number;
  heapBytes: number;
}

// Worker threads run their process's preloads, too.
if (isMainThread) {
  process.on('message', (message) => {
    if (message !== 'usage') return;
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed } = process.memoryUsage();
    const usage: Usage = { cpuUs: user + system, rssBytes: rss, heapBytes: heapUsed };
    process.send?.(usage);
  });
  process.on('disconnect', () => process.exit());
  process.channel?.unref();
}
