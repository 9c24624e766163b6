import { GraphQLError } from 'graphql';
import type { ModerationError } from './moderation-error.js';

/** An error of a query. Queries have no union, so it is thrown. Its `extensions` have the error's fields. */
export function queryError(error: ModerationError): GraphQLError {
  const { message, ...fields } = error;
  const known = Object.entries(fields).filter(([, value]) => value !== undefined);
  return new GraphQLError(message, { extensions: Object.fromEntries(known) });
}
