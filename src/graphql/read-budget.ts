import { GraphQLError } from 'graphql';

/** For one request. To read so much from the journal and make an answer of it takes 0.1 s. */
const MAX_ANSWER_BYTES = 4_000_000;
/** For one page. It takes a few hundredths of a second, so other requests do not wait long. */
const MAX_PAGE_BYTES = 600_000;
/** For one request. 1,000 users at 10 a call, and as much again. A vendor's quota allows them in about two seconds. */
const MAX_VENDOR_CALLS = 200;

/**
 * Limits how much one request reads of the journal and from vendors. A document can ask for many pages, and for a field many
 * times.
 */
export class ReadBudget {
  #left = MAX_ANSWER_BYTES;
  #vendorCallsLeft = MAX_VENDOR_CALLS;
  #turn: Promise<unknown> | undefined;

  /** Reads one page after another. `read` gets the number of bytes that its page may have, and returns the number it has. */
  spend<Page extends { bytes: number }>(read: (maxBytes: number) => Promise<Page>): Promise<Page> {
    const page = (async (before) => {
      await before;
      if (this.#left <= 0) throw answerTooLarge();
      const page = await read(Math.min(this.#left, MAX_PAGE_BYTES));
      this.#left -= page.bytes;
      // A single action can be larger than the limit for its page.
      if (this.#left < 0) throw answerTooLarge();
      return page;
    })(this.#turn);
    this.#turn = page.catch(() => {});
    return page;
  }

  /** To be told before a vendor is called so often. Throws if that is too often. */
  spendCalls(calls: number): void {
    this.#vendorCallsLeft -= calls;
    if (this.#vendorCallsLeft < 0) throw answerTooLarge();
  }

  /** To be told when so much of a vendor's answer goes into the answer. Throws if that is too much. */
  spendBytes(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0) throw answerTooLarge();
  }
}

function answerTooLarge(): GraphQLError {
  const extensions = { code: 'ANSWER_TOO_LARGE', outcome: 'NOT_APPLIED', retryable: false };
  return new GraphQLError('The answer is too large: ask for less in one request.', { extensions });
}
