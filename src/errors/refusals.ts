import type { GraphQLError } from 'graphql';
import { type MissingGrant, SCOPES } from '../identity/grants.js';
import { ForbiddenError, VendorUnavailableError } from './moderation-error.js';
import { queryError } from './query-error.js';

/** The token does not allow the request. The answer does not tell whether the room or the user exists. */
export function forbidden(missingGrant: MissingGrant): ForbiddenError {
  const message = messageFor(missingGrant);
  const fields = { code: 'FORBIDDEN', message, outcome: 'NOT_APPLIED', retryable: false } as const;
  return new ForbiddenError(fields, missingGrant);
}

/** The same error for a query. */
export function forbiddenQuery(missingGrant: MissingGrant): GraphQLError {
  return queryError(forbidden(missingGrant));
}

function messageFor(missingGrant: MissingGrant): string {
  return SCOPE_NAMES.has(missingGrant)
    ? `This needs a token with the scope ${missingGrant}.`
    : `This needs a token whose claim ${missingGrant} names what is asked for.`;
}

const SCOPE_NAMES: ReadonlySet<string> = new Set(Object.values(SCOPES));

/** No token allows an application that the gateway is not configured for. */
export function applicationNotServed(field: 'sdkAppId' | 'appId'): ForbiddenError {
  return new ForbiddenError({
    code: 'APPLICATION_NOT_SERVED',
    message: `This gateway does not serve the application that ${field} names.`,
    outcome: 'NOT_APPLIED',
    retryable: false,
  });
}

/** The gateway has no credential for the vendor. */
export function vendorOff(): VendorUnavailableError {
  return new VendorUnavailableError({
    code: 'VENDOR_OFF',
    message: 'This gateway is not configured for the vendor.',
    outcome: 'NOT_APPLIED',
    retryable: false,
  });
}
