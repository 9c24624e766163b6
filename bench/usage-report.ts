/**
 * Preloaded into a process that is measured (`node --import`): tells the benchmark what the process has used. The
 * channel keeps no process alive, and a process does not outlive the benchmark.
 */
import { isMainThread } from 'node:worker_threads';

export interface Usage {
  /** Of all threads, in user and system mode, since the start. */
  cpuUs: number;
  rssBytes: number;
  heapBytes: number;
}

// Threads are given their process's preloads, too.
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
