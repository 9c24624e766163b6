import { GraphQLError } from 'graphql';
import type { RequestContext } from '../context.js';
import { invalidInput } from '../errors/invalid-input.js';
import { InputIssue } from '../errors/moderation-error.js';
import { queryError } from '../errors/query-error.js';

/** The cursor is no cursor of this journal. */
export function notACursor(): GraphQLError {
  const issue = new InputIssue('after', 'MALFORMED', "must be a cursor of this gateway's feed");
  return queryError(invalidInput([issue]));
}

/** The journal does not have the cursor's place any more. */
export function cursorTooOld(): GraphQLError {
  const rule = 'is not in what the journal keeps: read moderationActions, and subscribe from its feedCursor';
  return queryError(invalidInput([new InputIssue('after', 'EXPIRED', rule)]));
}

/** Reads what a subscription needs to begin. */
export async function readFeed<Read>(
  { gateway: { readOutage } }: RequestContext,
  read: () => Promise<Read>,
): Promise<Read> {
  try {
    const found = await read();
    readOutage.succeeded();
    return found;
  } catch (error) {
    readOutage.failed('feed', error);
    throw feedUnavailable();
  }
}

/** Another attempt may succeed. */
export function feedUnavailable(): GraphQLError {
  return new GraphQLError('The journal cannot be read now; try again later.', {
    extensions: { code: 'JOURNAL_UNAVAILABLE' },
  });
}
