import {
  AddToBlacklistDocument,
  type AddToBlacklistResult,
  type BlacklistFailure,
  matchResult,
  UndoModerationActionDocument,
} from 'moderation-gateway-client/strings';
import { type Failure, failureOf } from '../failure.js';
import type { Gateway } from '../gateway.js';
import { newIdempotencyKey } from '../idempotency-key.js';
import type { BulkAddition } from './bulk-addition.js';
import type { Batch, UserResult } from './user-result.js';

/**
 * The gateway takes up to 1,000 ids, and answers when it has finished all of them. Smaller batches get results sooner:
 * 50 ids are five calls to the vendor.
 */
const BATCH_SIZE = 50;

export interface BatchOutcome {
  results: Iterable<readonly [userId: string, UserResult]>;
  /** Nothing else has to be tried now. */
  stop: boolean;
  /** By which it can be undone. */
  actionId?: string | null;
}

export async function sendBatch(
  gateway: Gateway,
  addition: BulkAddition,
  batch: Batch,
): Promise<BatchOutcome> {
  const { owner, reason, durationSeconds } = addition;
  const { idempotencyKey, userIds } = batch;
  const input = {
    userId: owner,
    users: userIds.map((userId) => ({ userId })),
    idempotencyKey,
    ...(reason && { reason }),
    ...(durationSeconds !== undefined && { durationSeconds }),
  };
  const { data, failure } = await gateway(AddToBlacklistDocument, { input });
  return failure ? wholeBatchFailed(batch, failure) : outcomeOf(batch, data.addToBlacklist);
}

function outcomeOf(batch: Batch, result: AddToBlacklistResult): BatchOutcome {
  return matchResult(result, {
    AddToBlacklistSuccess: ({ addedUserIds, actionId }): BatchOutcome => ({
      results: allAdded(addedUserIds),
      stop: false,
      actionId,
    }),
    AddToBlacklistPartialFailure: ({ addedUserIds, failures, actionId }): BatchOutcome => ({
      results: [...allAdded(addedUserIds), ...failures.map((failed) => userFailed(batch, failed))],
      stop: false,
      actionId: addedUserIds.length > 0 ? actionId : null,
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
  // A request that was refused for its token did nothing: its ids count as not sent.
  const result: UserResult = failure.name === 'SignedOut' ? 'waiting' : { failure, batch };
  return { results: batch.userIds.map((userId) => [userId, result] as const), stop: true };
}

export function inBatches(userIds: readonly string[]): Batch[] {
  const count = Math.ceil(userIds.length / BATCH_SIZE);
  return Array.from({ length: count }, (_, index) => ({
    idempotencyKey: newIdempotencyKey(),
    userIds: userIds.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
  }));
}

/** The ids that were not sent, and the failed ids for which another try may succeed. */
export function idsToRetry(results: ReadonlyMap<string, UserResult>): string[] {
  return [...results]
    .filter(([, result]) => result === 'waiting' || (typeof result === 'object' && result.failure.retryable))
    .map(([userId]) => userId);
}

/**
 * A batch whose answer was lost or is still to come is sent again unchanged: its key belongs to exactly this list of ids,
 * and if the gateway got it, its answer comes now. All other ids are sent in new batches.
 */
export function batchesToRetry(results: ReadonlyMap<string, UserResult>): Batch[] {
  const lost = new Set<Batch>();
  const regrouped: string[] = [];
  for (const userId of idsToRetry(results)) {
    const result = results.get(userId);
    if (typeof result === 'object' && result.failure.answerToCome) lost.add(result.batch);
    else regrouped.push(userId);
  }
  return [...lost, ...inBatches(regrouped)];
}

/** Takes off again those whom an action has added. Returns those who are off, and why others are not. */
export async function undoAddition(
  gateway: Gateway,
  actionId: string,
): Promise<{ off: readonly string[]; failure?: Failure | undefined }> {
  const input = { actionId, idempotencyKey: newIdempotencyKey() };
  const { data, failure } = await gateway(UndoModerationActionDocument, { input });
  if (failure) return { off: [], failure };
  const targetsOf = ({ targets }: { targets: readonly { userId: string }[] }) =>
    targets.map(({ userId }) => userId);
  return matchResult(data.undoModerationAction, {
    UndoModerationActionSuccess: ({ action }): { off: readonly string[]; failure?: Failure | undefined } => ({
      off: targetsOf(action),
    }),
    UndoModerationActionPartialFailure: ({ action, failures }) => {
      const failed = new Set(failures.map(({ userId }) => userId));
      const [first] = failures;
      return {
        off: targetsOf(action).filter((userId) => !failed.has(userId)),
        failure: first && failureOf(first.error),
      };
    },
    otherwise: (error) => ({ off: [], failure: failureOf(error) }),
  });
}
