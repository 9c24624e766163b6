import { ApolloServerErrorCode } from '@apollo/server/errors';
import { GraphQLError } from 'graphql';
import { journalName } from '../actions/operation.js';
import type { RequestContext } from '../context.js';
import { forbiddenQuery } from '../errors/refusals.js';
import { SCOPES } from '../identity/grants.js';
import type { ActionFilter, Slice } from '../journal/action-filter.js';
import { OPERATIONS } from '../operations/operations.js';
import { isStorableText } from '../values/storable-text.js';
import type { ModerationActionFilter } from './moderation-action.type.js';
import { operationsFor } from './read-action.js';

/** What the caller may read. A token that names rooms shows only these, whatever scopes it has. */
export function visibleTo({ caller, gateway: { vendors } }: RequestContext): Slice[] {
  if (!caller.scopes.has(SCOPES.audit)) throw forbiddenQuery(SCOPES.audit);
  return OPERATIONS.flatMap((operation) =>
    operation.place
      .visibleTo(caller, vendors[operation.vendor]?.applicationIds)
      .map((visible) => ({ operation: journalName(operation), ...visible })),
  );
}

export function actionFilter(filter: ModerationActionFilter): ActionFilter {
  const { actor, targetUserId, status, roomId, strRoomId, listOwnerId, automatic, from, to } = filter;
  for (const [field, text] of Object.entries({ actor, targetUserId, strRoomId })) {
    if (text && !isStorableText(text)) {
      throw badArgument(`filter.${field}`, 'must be well-formed Unicode without U+0000');
    }
  }
  const operations = operationsFor(filter.operation, filter.vendor);
  return {
    ...(operations && { operations }),
    ...(status?.length && { statuses: status }),
    ...(typeof actor === 'string' && { actor }),
    ...(typeof targetUserId === 'string' && { targetUserId }),
    ...(typeof roomId === 'number' && { roomId }),
    ...(typeof strRoomId === 'string' && { strRoomId }),
    ...(typeof listOwnerId === 'string' && { listOwnerId }),
    ...(typeof automatic === 'boolean' && { automatic }),
    ...(from && { from: from.getTime() }),
    ...(to && { to: to.getTime() }),
  };
}

export function badArgument(argument: string, rule: string): GraphQLError {
  const extensions = { code: ApolloServerErrorCode.BAD_USER_INPUT };
  return new GraphQLError(`The argument ${argument} ${rule}.`, { extensions });
}
