import { useEffect, useRef, useState } from 'react';
import { useGateway } from '../gateway.js';
import { batchesToRetry, inBatches, sendBatch, undoAddition } from './batches.js';
import type { Asked, BulkAddition } from './bulk-addition.js';
import { keepAddition, keptAddition } from './kept-addition.js';
import { type Batch, countKinds } from './user-result.js';

/** While the vendor handles one batch, the next already waits at the gateway. So the vendor's quota is used in full. */
const BATCHES_AT_ONCE = 2;

/** Called after each batch, and at the end. `finished` ids have a result now; before the batch, `before` ids had one. */
type OnProgress = (addition: BulkAddition, finished: number, before: number) => void;

export interface Bulk {
  addition: BulkAddition | undefined;
  start(asked: Asked, userIds: readonly string[]): void;
  /** Sends the ids that failed and may succeed now, and the ids that were not sent. */
  retry(): void;
  /** Takes off again those who were added. */
  undo(): void;
}

/** Puts any number of users on a blacklist, batch by batch. What comes of it is kept under this name in the browser's tab. */
export function useBulkAddition(keptAs: string, onProgress: OnProgress): Bulk {
  const gateway = useGateway();
  const [addition, setAddition] = useState(() => keptAddition(keptAs));
  const underWay = useRef(new Set<Batch>());
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);

  const show = (shown: BulkAddition) => {
    keepAddition(keptAs, shown, underWay.current);
    setAddition(shown);
  };

  const run = async (begun: BulkAddition, batches: readonly Batch[]) => {
    let current = { ...begun, running: true };
    show(current);
    const proceed = (change: Partial<BulkAddition>) => {
      const next = { ...current, ...change };
      onProgress(next, finishedIn(next), finishedIn(current));
      current = next;
      show(current);
    };
    const line = [...batches];
    let stopped = false;
    const sendInTurn = async () => {
      for (let batch = line.shift(); batch && !stopped && !gone.current; batch = line.shift()) {
        underWay.current.add(batch);
        keepAddition(keptAs, current, underWay.current);
        const { results, stop, actionId } = await sendBatch(gateway, begun, batch);
        underWay.current.delete(batch);
        // The next batch would get the same error as this whole batch.
        stopped ||= stop;
        const added = actionId ? { actionIds: [...current.actionIds, actionId], addedAt: Date.now() } : {};
        proceed({ results: new Map([...current.results, ...results]), ...added });
      }
    };
    await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, sendInTurn));
    proceed({ running: false });
  };

  const undo = async (begun: BulkAddition) => {
    let current: BulkAddition = { ...begun, running: true, actionIds: [], failure: undefined };
    for (const actionId of begun.actionIds) {
      const { off, failure } = await undoAddition(gateway, actionId);
      const results = new Map([...current.results, ...off.map((userId) => [userId, 'undone'] as const)]);
      current = { ...current, results, ...(failure && { failure }) };
      show(current);
    }
    const ended = { ...current, running: false };
    onProgress(ended, finishedIn(ended), finishedIn(ended));
    show(ended);
  };

  return {
    addition,
    start(asked, userIds) {
      const results = new Map(userIds.map((userId) => [userId, 'waiting' as const]));
      void run({ ...asked, results, running: true, actionIds: [], addedAt: 0 }, inBatches(userIds));
    },
    retry() {
      if (!addition || addition.running) return;
      const batches = batchesToRetry(addition.results);
      const again = batches.flatMap(({ userIds }) => userIds.map((userId) => [userId, 'waiting'] as const));
      void run({ ...addition, results: new Map([...addition.results, ...again]) }, batches);
    },
    undo() {
      if (addition && !addition.running) void undo(addition);
    },
  };
}

function finishedIn({ results }: BulkAddition): number {
  return results.size - (countKinds(results.values()).get('waiting') ?? 0);
}
