import type { CallResult } from '../calling/retry.js';
import type { VendorFailure } from '../calling/vendor-failure.js';
import { type ListedUser, type ListPage, MAX_USERS_PER_PAGE } from './calls/get-black-list.js';
import { gapOnPage, type ListPosition, MAX_NEIGHBOURS, sideOf } from './list-position.js';

/** Users who follow each other on a list. */
export interface ListRun {
  ok: true;
  /** The newest first. */
  users: readonly ListedUser[];
  /** The number of users above the last of them, and that one. */
  endIndex: number;
  /** Whether nobody comes after them. */
  isEnd: boolean;
}

/** `position-lost`: too much was changed since the position was seen, so that it cannot be found any more. */
export type ListReadFailed = { ok: false; failure: VendorFailure | 'position-lost' };

type ReadPage = (start: number, limit: number) => Promise<CallResult<ListPage>>;

/** Pages overlap by one user, so that a shift between two pages shows. */
const OVERLAP = 1;

/** A smaller page would have no user besides the overlap. */
const LEAST_USERS_PER_PAGE = OVERLAP + 1;

/** A page without progress can be chance: so many users were added that the page has only known ones. */
const MAX_PAGES_WITHOUT_PROGRESS = 3;

/** The vendor's answers lead nowhere, or the list changes faster than it can be read. */
const NO_PROGRESS: ListReadFailed = {
  ok: false,
  failure: { reason: 'answers-inconsistent', outcome: 'NOT_APPLIED', retryable: true },
};

/** So often a run begins again because everybody beside the place that it had come to was removed meanwhile. */
const MAX_RESTARTS = 3;

/**
 * Reads a list from a position on, although its pages shift: everybody who stays on the list comes exactly once.
 *
 * Each page begins with the last known user. If that user is not there, then pages above or below are read until the
 * position is found again. `maxCalls` bounds the search, also if the vendor repeats a page.
 */
export class ListReader {
  readonly #read: ReadPage;
  #callsLeft: number;
  /** Pages get smaller while their answers are larger than the gateway reads, and then larger again. */
  #limit = MAX_USERS_PER_PAGE;
  /** The vendor's count of users. Undefined until a page with a count was read. */
  totalCount: number | undefined;

  constructor(read: ReadPage, maxCalls: number) {
    this.#read = read;
    this.#callsLeft = maxCalls;
  }

  /** The users below `position`: at least `count`, unless the list ends before. */
  async run(position: ListPosition, count: number): Promise<ListRun | ListReadFailed> {
    for (let restarts = 0; restarts <= MAX_RESTARTS && this.#callsLeft > 0; restarts += 1) {
      const run = await this.#runFrom(position, count);
      if (run !== 'lost-on-the-way') return run;
    }
    return NO_PROGRESS;
  }

  /** `lost-on-the-way`: the position that the caller gave was found, so it is not at fault. */
  async #runFrom(
    position: ListPosition,
    count: number,
  ): Promise<ListRun | ListReadFailed | 'lost-on-the-way'> {
    const users: ListedUser[] = [];
    let at = position;
    for (let fruitless = 0; ; ) {
      const next = await this.#directlyBelow(at);
      if (!next.ok) return at !== position && next.failure === 'position-lost' ? 'lost-on-the-way' : next;
      users.push(...next.users);
      if (next.isEnd || users.length >= count) return { ...next, users };
      fruitless = next.users.length > 0 ? 0 : fruitless + 1;
      if (fruitless === MAX_PAGES_WITHOUT_PROGRESS) return NO_PROGRESS;
      const above = [...at.above, ...next.users].slice(-MAX_NEIGHBOURS);
      at = { index: next.endIndex, above, below: next.users.length > 0 ? [] : at.below };
    }
  }

  /** The users of one page who are directly below `position`. Maybe none, although the list goes on. */
  async #directlyBelow(position: ListPosition): Promise<ListRun | ListReadFailed> {
    let start = Math.max(0, position.index - OVERLAP);
    /** Whether the users as old as the neighbours are being searched from the top down. */
    let isGoingDown = false;
    for (;;) {
      const page = await this.#page(start);
      if (!page.ok) return page;
      const { users, isLast } = page.value;
      const gap = gapOnPage(position, users, start);
      if (typeof gap === 'number') {
        return { ok: true, users: users.slice(gap), endIndex: start + users.length, isEnd: isLast };
      }
      if (gap === 'lower' && isLast) {
        return { ok: true, users: [], endIndex: start + users.length, isEnd: true };
      }
      const [first] = users;
      const isTopReached =
        start === 0 || (first && sideOf(first, position.above, position.below) === 'above');
      if (gap === 'unclear' && isTopReached) isGoingDown = true;
      // Everybody as old as the neighbours was looked at, and no neighbour was among them.
      if (isGoingDown && (gap === 'higher' || isLast)) return { ok: false, failure: 'position-lost' };
      start =
        gap === 'lower' || isGoingDown
          ? start + Math.max(1, users.length - OVERLAP)
          : Math.max(0, start - (this.#limit - OVERLAP));
    }
  }

  async #page(start: number): Promise<{ ok: true; value: ListPage } | ListReadFailed> {
    for (;;) {
      if (this.#callsLeft <= 0) return { ok: false, failure: 'position-lost' };
      this.#callsLeft -= 1;
      const limit = this.#limit;
      const page = await this.#read(start, limit);
      if (page.ok) {
        this.#limit = Math.min(MAX_USERS_PER_PAGE, 2 * limit);
        this.totalCount ??= page.value.totalCount;
        return page;
      }
      if (page.failure.reason !== 'answer-too-large') return page;
      // Two neighbours are too large together. They will not get smaller by themselves.
      if (limit === LEAST_USERS_PER_PAGE)
        return { ok: false, failure: { ...page.failure, retryable: false } };
      this.#limit = Math.max(LEAST_USERS_PER_PAGE, Math.floor(limit / 2));
    }
  }
}
