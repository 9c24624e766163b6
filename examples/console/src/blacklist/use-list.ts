import {
  BlacklistDocument,
  BlacklistMembershipsDocument,
  type BlacklistQuery,
  matchResult,
  RemoveFromBlacklistDocument,
  type RemoveFromBlacklistResult,
} from 'moderation-gateway-client/strings';
import { useCallback, useEffect, useState } from 'react';
import { type Failure, failureOf } from '../failure.js';
import { useGateway } from '../gateway.js';
import { keyForRetry, newIdempotencyKey } from '../idempotency-key.js';
import { undoAddition as undoAction } from './batches.js';

type Page = NonNullable<BlacklistQuery['blacklist']>;
export type Entry = Page['edges'][number]['node'];

/** A removal of an entry. */
export interface Removal {
  idempotencyKey: string;
  /** Undone: the user is on the list again. */
  done?: { at: number; actionId: string | null; undone?: true };
  /** Of the removal, or, where `done` is set, of its undoing. */
  failure?: Failure;
  pending?: true;
}

interface List {
  /** Undefined until the first page has been read. */
  entries: readonly Entry[] | undefined;
  total: number | null;
  /** Undefined when there are no more. */
  showMore: (() => void) | undefined;
  failure: Failure | undefined;
  removals: ReadonlyMap<string, Removal>;
  remove(userId: string): void;
  undo(userId: string): void;
  /** Whether an id is on the list; undefined if that cannot be told. */
  isListed(userId: string): Promise<boolean | undefined>;
}

const PAGE = 50;

/** The entries of a blacklist, newest first. It is read anew with each `version`. */
export function useList(owner: string, version: string): List {
  const gateway = useGateway();
  const [list, setList] = useState<{ entries: readonly Entry[]; page: Page }>();
  const [failure, setFailure] = useState<Failure>();
  const [removals, setRemovals] = useState<ReadonlyMap<string, Removal>>(new Map());

  const read = useCallback(
    async (after: string | null, before: readonly Entry[], isEnded: () => boolean) => {
      const answer = await gateway(BlacklistDocument, { userId: owner, first: PAGE, after });
      if (isEnded()) return;
      setFailure(answer.failure);
      const page = answer.data?.blacklist;
      if (page) setList({ entries: [...before, ...page.edges.map(({ node }) => node)], page });
    },
    [gateway, owner],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version is what it is read anew for
  useEffect(() => {
    let ended = false;
    void read(null, [], () => ended);
    return () => {
      ended = true;
    };
  }, [read, version]);

  const show = (userId: string, removal: Removal) =>
    setRemovals((known) => new Map(known).set(userId, removal));

  const remove = async (userId: string) => {
    const earlier = removals.get(userId);
    const isNew = !earlier || earlier.done?.undone;
    const failed = earlier?.done ? undefined : earlier?.failure;
    if (!isNew && !failed) return;
    const idempotencyKey =
      earlier && failed ? keyForRetry(earlier.idempotencyKey, failed) : newIdempotencyKey();
    show(userId, { idempotencyKey, pending: true });
    const input = { userId: owner, userIds: [userId], idempotencyKey };
    const { data, failure } = await gateway(RemoveFromBlacklistDocument, { input });
    const ended = failure ? { failure } : endOf(data.removeFromBlacklist);
    show(userId, { idempotencyKey, ...ended });
  };

  const undo = async (userId: string) => {
    const { idempotencyKey, done } = removals.get(userId) ?? {};
    if (!idempotencyKey || !done?.actionId) return;
    show(userId, { idempotencyKey, done, pending: true });
    const { failure } = await undoAction(gateway, done.actionId);
    show(userId, { idempotencyKey, done, ...(failure ? { failure } : { done: { ...done, undone: true } }) });
  };

  const { entries, page } = list ?? {};
  const { hasNextPage, endCursor } = page?.pageInfo ?? {};
  return {
    entries,
    total: page?.totalCount ?? null,
    showMore: hasNextPage ? () => void read(endCursor ?? null, entries ?? [], () => false) : undefined,
    failure,
    removals,
    remove: (userId) => void remove(userId),
    undo: (userId) => void undo(userId),
    async isListed(userId) {
      const { data } = await gateway(BlacklistMembershipsDocument, { userId: owner, userIds: [userId] });
      return data?.blacklistMemberships?.find((one) => one.userId === userId)?.isListed;
    },
  };
}

function endOf(result: RemoveFromBlacklistResult): Pick<Removal, 'done' | 'failure'> {
  const done = (actionId: string | null): Pick<Removal, 'done' | 'failure'> => ({
    done: { at: Date.now(), actionId },
  });
  return matchResult(result, {
    RemoveFromBlacklistSuccess: ({ actionId }) => done(actionId),
    RemoveFromBlacklistPartialFailure: ({ failures: [first], actionId }) =>
      first ? { failure: failureOf(first.error) } : done(actionId),
    otherwise: (error) => ({ failure: failureOf(error) }),
  });
}
