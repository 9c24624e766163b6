import { GraphQLError } from 'graphql';
import type { RequestContext } from '../context.js';
import { invalidInput } from '../errors/invalid-input.js';
import { InputIssue } from '../errors/moderation-error.js';
import { queryError } from '../errors/query-error.js';

const WAY_ON = 'read moderationActions, and subscribe from its feedCursor';

/** The text is no cursor of any feed. */
export function notACursor(): GraphQLError {
  return refusedCursor('MALFORMED', "must be a cursor of a gateway's feed");
}

/** The journal does not have the cursor's place any more. */
export function cursorTooOld(): GraphQLError {
  return refusedCursor('EXPIRED', `is not in what the journal keeps: ${WAY_ON}`);
}

/**
 * The journal has nothing at the cursor's place, or something else, and it is not too old: another server took over that did not
 * have the latest commits, a backup was restored, or the cursor is of another journal. The reader may have been told what is gone.
 */
export function cursorLost(): GraphQLError {
  return refusedCursor(
    'EXPIRED',
    `is not in this journal, which may have lost its latest actions: ${WAY_ON}`,
  );
}

function refusedCursor(code: 'MALFORMED' | 'EXPIRED', rule: string): GraphQLError {
  return queryError(invalidInput([new InputIssue('after', code, rule)]));
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
