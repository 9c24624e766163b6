import { GraphQLError } from 'graphql';

/** Of one request. Making so much, from what the journal has, takes a tenth of a second. */
const MAX_ANSWER_BYTES = 4_000_000;
/** Of one page, so that nothing else waits long: some hundredths of a second. */
const MAX_PAGE_BYTES = 600_000;

/** What one request may have of the journal: a document can ask for many pages, and for each field by many names. */
export class ReadBudget {
  #left = MAX_ANSWER_BYTES;
  #turn: Promise<unknown> | undefined;

  /** Reads one page after the other. `read` is told how many bytes it may come to, and tells how many it does. */
  spend<Page extends { bytes: number }>(read: (maxBytes: number) => Promise<Page>): Promise<Page> {
    const page = (async (before) => {
      await before;
      if (this.#left <= 0) throw answerTooLarge();
      const page = await read(Math.min(this.#left, MAX_PAGE_BYTES));
      this.#left -= page.bytes;
      // A single action can have come to more.
      if (this.#left < 0) throw answerTooLarge();
      return page;
    })(this.#turn);
    this.#turn = page.catch(() => {});
    return page;
  }
}

function answerTooLarge(): GraphQLError {
  const extensions = { code: 'ANSWER_TOO_LARGE' };
  return new GraphQLError('The answer is too large: ask for fewer actions or fields in one request.', {
    extensions,
  });
}
