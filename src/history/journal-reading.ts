import { GraphQLError } from 'graphql';
import { inTurn } from '../actions/journal-turn.js';
import type { RequestContext } from '../context.js';
import type { Link } from '../journal/links.js';

/** Reads a page of the journal when it is this caller's turn, within the request's budget. */
export function readPage<Page extends { bytes: number }>(
  context: RequestContext,
  page: (maxBytes: number) => Promise<Page>,
): Promise<Page> {
  return context.reads.spend(async (maxBytes) => {
    const reading = await inTurn(context, 'page', () => page(maxBytes));
    if (reading === 'failed') throw unavailable('The journal cannot be read now; try again later.');
    if (reading === 'too-many') {
      throw unavailable('Too many pages of the journal are asked for now; try again later.');
    }
    return reading.read;
  });
}

/** False: the action certainly has no such link. So nothing is read for most events of the feed. */
export async function mayHaveLink({ links }: RequestContext, actionId: string, link: Link): Promise<boolean> {
  if (!links) return true;
  try {
    return (await links.of(actionId)).has(link);
  } catch {
    throw unavailable('The journal cannot be read now; try again later.');
  }
}

function unavailable(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'JOURNAL_UNAVAILABLE' } });
}
