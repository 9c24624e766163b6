import { ApolloServerErrorCode } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { RequestContext } from '../context.js';
import { ModerationErrorCode } from '../errors/moderation-error-code.enum.js';
import { unionFieldMessage } from './union-fields.js';

const MAX_MESSAGE = 500;
/** An error about a field that is repeated would list every place of the field. */
const MAX_LOCATIONS = 5;

/** Codes whose messages are about the request, so that its sender may read them. */
const PUBLIC_CODES: ReadonlySet<unknown> = new Set<string>([
  ApolloServerErrorCode.GRAPHQL_PARSE_FAILED,
  ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED,
  ApolloServerErrorCode.BAD_USER_INPUT,
  ApolloServerErrorCode.BAD_REQUEST,
  ApolloServerErrorCode.OPERATION_RESOLUTION_FAILURE,
  ApolloServerErrorCode.PERSISTED_QUERY_NOT_FOUND,
  ApolloServerErrorCode.PERSISTED_QUERY_NOT_SUPPORTED,
  'ANSWER_TOO_LARGE',
  // Errors of queries.
  ...Object.values(ModerationErrorCode),
]);

/** True for an error that is the gateway's own fault. It is logged whole, and clients see only that there was one. */
export function isFault(formatted: Pick<GraphQLFormattedError, 'extensions'>): boolean {
  return !PUBLIC_CODES.has(formatted.extensions?.code);
}

/**
 * Marks each error that is the gateway's own fault with the request's id, before `publicError` masks it, and logs it
 * whole.
 */
export function markFaults(errors: readonly GraphQLError[], { log, requestId }: RequestContext): void {
  for (const error of errors) {
    if (isAboutRequest(error)) error.extensions.code = ApolloServerErrorCode.BAD_USER_INPUT;
    if (!isFault(error)) continue;
    Object.assign(error.extensions, { requestId });
    const { actionId } = error.extensions;
    log.error({ err: error.originalError ?? error, path: error.path, actionId }, 'fault in a resolver');
  }
}

/**
 * Errors that graphql-js reports before it executes a field are about the request. Apollo Server gives most of them a
 * code, but not the one that says that the variables have too many errors to list.
 */
function isAboutRequest({ path, originalError, extensions }: GraphQLError): boolean {
  return path === undefined && originalError === undefined && extensions.code === undefined;
}

/**
 * What a client sees of a top-level error. A fault keeps only its code and its ids, which the log has too. Any other
 * error keeps its message, shortened and without the refused value, which may be the whole input.
 */
export function publicError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  if (isFault(formatted)) {
    const { requestId, actionId } = formatted.extensions ?? {};
    return {
      message: 'Internal error.',
      ...(formatted.path && { path: formatted.path }),
      extensions: {
        code: ApolloServerErrorCode.INTERNAL_SERVER_ERROR,
        ...(requestId ? { requestId } : {}),
        ...(actionId ? { actionId } : {}),
      },
    };
  }
  const { stacktrace: _, ...extensions } = formatted.extensions ?? {};
  return {
    ...formatted,
    message: isStackOverflow(error)
      ? 'The document nests too deep.'
      : shortened(unionFieldMessage(error) ?? withoutValue(formatted.message, error)),
    ...(formatted.locations && { locations: formatted.locations.slice(0, MAX_LOCATIONS) }),
    extensions,
  };
}

/**
 * The same, for those whom introspection is closed to: "Did you mean …?" would show them the schema. graphql-js can leave
 * it out where it validates a document, but not where it reads variables. A suggestion ends the message.
 */
export function publicErrorWithoutSuggestion(
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  const shown = publicError(formatted, error);
  return { ...shown, message: shown.message.replace(/ ?Did you mean .*$/s, '') };
}

/**
 * graphql-js words a bad variable as `Variable "$input" got invalid value <value> at "input.roomId"; <rule>`. The
 * value is left out; the variable, the place and the rule stay. Printed strings are quoted and escaped, so no value
 * can pass for the place.
 */
function withoutValue(message: string, error: unknown): string {
  const rule = error instanceof GraphQLError ? error.originalError : undefined;
  const [, variable] = /^Variable "(\$\w+)" got invalid value /.exec(message) ?? [];
  if (!variable || !rule || !message.endsWith(`; ${rule.message}`)) return message;
  const [, place] = / at "([\w.[\]]+)"$/.exec(message.slice(0, -`; ${rule.message}`.length)) ?? [];
  // The scalar's own message, without the prefix of graphql-js.
  const words = (rule instanceof GraphQLError && rule.originalError?.message) || rule.message;
  return `Variable "${variable}" is not valid${place ? ` at "${place}"` : ''}: ${words}`;
}

/** graphql-js parses by recursion, and its parser runs before our limits on depth are checked. */
function isStackOverflow(error: unknown): boolean {
  const cause = error instanceof GraphQLError ? error.originalError : error;
  return (
    cause instanceof RangeError ||
    (cause instanceof GraphQLError && cause.originalError instanceof RangeError)
  );
}

function shortened(message: string): string {
  return message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE)}…` : message;
}
