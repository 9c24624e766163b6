import { GraphQLError } from 'graphql';
import type { RequestContext } from '../context.js';

/** Reads a page of the journal when it is this caller's turn, within the request's budget. */
export function readPage<Page extends { bytes: number }>(
  { gateway, caller, signal, reads }: RequestContext,
  page: (maxBytes: number) => Promise<Page>,
): Promise<Page> {
  return reads.spend(async (maxBytes) => {
    const reader = { name: caller.sub, signal };
    const found = await gateway.readers
      .read(reader, () => page(maxBytes))
      .catch((error: unknown) => {
        gateway.readOutage.failed('page', error);
        throw unavailable('The journal cannot be read now; try again later.');
      });
    if (!found) throw unavailable('Too many pages of the journal are asked for now; try again later.');
    gateway.readOutage.succeeded();
    return found;
  });
}

function unavailable(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'JOURNAL_UNAVAILABLE' } });
}
