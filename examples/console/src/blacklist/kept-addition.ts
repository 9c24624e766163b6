import type { Failure } from '../failure.js';
import type { BulkAddition } from './bulk-addition.js';
import type { Batch, UserResult } from './user-result.js';

/**
 * The results of an addition in the storage of the browser's tab, so that they survive a reload. Ids that were under way then
 * may have been added: their batch is kept with its key, so that another try gets the gateway's answer.
 */
interface Kept extends Omit<BulkAddition, 'results' | 'running' | 'failure'> {
  batches: readonly Batch[];
  /** `batch` is an index in `batches`. */
  results: readonly (readonly [userId: string, string | { failure: Failure; batch: number }])[];
}

const LOST: Failure = { name: 'NoAnswer', mayHaveBeenApplied: true, retryable: true, answerToCome: true };

/** Keeps what is known now. Where there is no room for it, nothing is kept. */
export function keepAddition(name: string, addition: BulkAddition, underWay: Iterable<Batch>): void {
  const { results, running: _, failure: __, ...rest } = addition;
  const lost = [...underWay].flatMap((batch) =>
    batch.userIds.map((userId): [string, UserResult] => [userId, { failure: LOST, batch }]),
  );
  const all = new Map([...results, ...lost]);
  const batches = [
    ...new Set([...all.values()].flatMap((result) => (typeof result === 'object' ? [result.batch] : []))),
  ];
  const places = new Map(batches.map((batch, index) => [batch, index]));
  const kept: Kept = {
    ...rest,
    batches,
    results: [...all].map(([userId, result]) => [
      userId,
      typeof result === 'object' ? { ...result, batch: places.get(result.batch) ?? 0 } : result,
    ]),
  };
  try {
    sessionStorage.setItem(name, JSON.stringify(kept));
  } catch {
    sessionStorage.removeItem(name);
  }
}

/** What was kept in this tab, or undefined. What cannot be read, perhaps because another version wrote it, is forgotten. */
export function keptAddition(name: string): BulkAddition | undefined {
  try {
    const text = sessionStorage.getItem(name);
    if (text === null) return undefined;
    const { batches, results, ...rest }: Kept = JSON.parse(text);
    const restored = results.map(([userId, result]): [string, UserResult] => {
      if (typeof result === 'string') return [userId, result as UserResult];
      const batch = batches[result.batch];
      return [userId, batch ? { ...result, batch } : 'waiting'];
    });
    return { ...rest, results: new Map(restored), running: false };
  } catch {
    sessionStorage.removeItem(name);
    return undefined;
  }
}
