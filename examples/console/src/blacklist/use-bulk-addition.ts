import {
  AddToBlacklistDocument,
  type AddToBlacklistResult,
  type BlacklistFailure,
  matchResult,
} from 'moderation-gateway-client/strings';
import { useEffect, useRef, useState } from 'react';
import { type Failure, failureOf } from '../failure.js';
import { useGateway } from '../gateway.js';
import { newIdempotencyKey } from '../idempotency-key.js';
import { type Batch, countKinds, type UserResult } from './user-result.js';

/**
 * The gateway takes up to 1,000 ids, and answers when it has finished all of them. Smaller batches get results sooner:
 * 50 ids are five calls to the vendor.
 */
const BATCH_SIZE = 50;

/** While the vendor handles one batch, the next already waits at the gateway. So the vendor's quota is used in full. */
const BATCHES_AT_ONCE = 2;

export interface BulkAddition {
  owner: string;
  reason: string;
  /** By user id, in the order of the input. */
  results: ReadonlyMap<string, UserResult>;
  running: boolean;
}

/** Called after each batch, and at the end. `finished` ids have a result now; before the batch, `before` ids had one. */
type OnProgress = (addition: BulkAddition, finished: number, before: number) => void;

interface Bulk {
  addition: BulkAddition | undefined;
  start(owner: string, userIds: readonly string[], reason: string): void;
  /** Sends the ids that failed and may succeed now, and the ids that were not sent. */
  retry(): void;
}

/** Puts any number of users on a blacklist, batch by batch. */
export function useBulkAddition(onProgress: OnProgress): Bulk {
  const gateway = useGateway();
  const [addition, setAddition] = useState<BulkAddition>();
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);

  const send = async ({ owner, reason }: BulkAddition, batch: Batch): Promise<BatchOutcome> => {
    const { idempotencyKey, userIds } = batch;
    const users = userIds.map((userId) => ({ userId }));
    const input = { userId: owner, users, idempotencyKey, ...(reason && { reason }) };
    const { data, failure } = await gateway(AddToBlacklistDocument, { input });
    return failure ? wholeBatchFailed(batch, failure) : outcomeOf(batch, data.addToBlacklist);
  };

  const run = async (begun: BulkAddition, batches: readonly Batch[]) => {
    let current = { ...begun, running: true };
    setAddition(current);
    const proceed = (next: BulkAddition) => {
      onProgress(next, finishedIn(next), finishedIn(current));
      current = next;
      setAddition(current);
    };
    const line = [...batches];
    let stopped = false;
    const sendInTurn = async () => {
      for (let batch = line.shift(); batch && !stopped && !gone.current; batch = line.shift()) {
        const { results, stop } = await send(begun, batch);
        // The next batch would get the same error as this whole batch.
        stopped ||= stop;
        proceed({ ...current, results: new Map([...current.results, ...results]) });
      }
    };
    await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, sendInTurn));
    proceed({ ...current, running: false });
  };

  return {
    addition,
    start(owner, userIds, reason) {
      const results = new Map(userIds.map((userId) => [userId, 'waiting' as const]));
      void run({ owner, reason, results, running: true }, inBatches(userIds));
    },
    retry() {
      if (!addition || addition.running) return;
      const batches = batchesToRetry(addition.results);
      const again = batches.flatMap(({ userIds }) => userIds.map((userId) => [userId, 'waiting'] as const));
      void run({ ...addition, results: new Map([...addition.results, ...again]) }, batches);
    },
  };
}

interface BatchOutcome {
  results: Iterable<readonly [userId: string, UserResult]>;
  /** Nothing else has to be tried now. */
  stop: boolean;
}

function outcomeOf(batch: Batch, result: AddToBlacklistResult): BatchOutcome {
  return matchResult(result, {
    AddToBlacklistSuccess: ({ addedUserIds }): BatchOutcome => ({
      results: allAdded(addedUserIds),
      stop: false,
    }),
    AddToBlacklistPartialFailure: ({ addedUserIds, failures }): BatchOutcome => ({
      results: [...allAdded(addedUserIds), ...failures.map((failed) => userFailed(batch, failed))],
      stop: false,
    }),
    otherwise: (error): BatchOutcome => wholeBatchFailed(batch, failureOf(error)),
  });
}

function allAdded(userIds: readonly string[]) {
  return userIds.map((userId) => [userId, 'added'] as const);
}

function userFailed(batch: Batch, { userId, error }: BlacklistFailure) {
  return [userId, { failure: failureOf(error), batch }] as const;
}

function wholeBatchFailed(batch: Batch, failure: Failure): BatchOutcome {
  return { results: batch.userIds.map((userId) => [userId, { failure, batch }] as const), stop: true };
}

function inBatches(userIds: readonly string[]): Batch[] {
  const count = Math.ceil(userIds.length / BATCH_SIZE);
  return Array.from({ length: count }, (_, index) => ({
    idempotencyKey: newIdempotencyKey(),
    userIds: userIds.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
  }));
}

function finishedIn({ results }: BulkAddition): number {
  return results.size - (countKinds(results.values()).get('waiting') ?? 0);
}

/** The ids that were not sent, and the failed ids for which another try may succeed. */
export function idsToRetry(results: ReadonlyMap<string, UserResult>): string[] {
  return [...results]
    .filter(([, result]) => result === 'waiting' || (result !== 'added' && result.failure.retryable))
    .map(([userId]) => userId);
}

/**
 * A batch whose answer was lost or is still to come is sent again unchanged: its key belongs to exactly this list of ids,
 * and if the gateway got it, its answer comes now. All other ids are sent in new batches.
 */
function batchesToRetry(results: ReadonlyMap<string, UserResult>): Batch[] {
  const lost = new Set<Batch>();
  const regrouped: string[] = [];
  for (const userId of idsToRetry(results)) {
    const result = results.get(userId);
    if (typeof result === 'object' && result.failure.answerToCome) lost.add(result.batch);
    else regrouped.push(userId);
  }
  return [...lost, ...inBatches(regrouped)];
}
