import { GraphQLError } from 'graphql';
import { type MissingGrant, SCOPES } from '../identity/grants.js';
import { ForbiddenError, VendorUnavailableError } from './moderation-error.js';

/** The token does not grant what was asked for; whether it exists, the caller does not learn. */
export function forbidden(missingGrant: MissingGrant): ForbiddenError {
  const message = messageFor(missingGrant);
  const fields = { code: 'FORBIDDEN', message, outcome: 'NOT_APPLIED', retryable: false } as const;
  return new ForbiddenError(fields, missingGrant);
}

/** The same for a query, which has no union to say it in. */
export function forbiddenQuery(missingGrant: MissingGrant): GraphQLError {
  return new GraphQLError(messageFor(missingGrant), { extensions: { code: 'FORBIDDEN', missingGrant } });
}

function messageFor(missingGrant: MissingGrant): string {
  return SCOPE_NAMES.has(missingGrant)
    ? `This needs a token with the scope ${missingGrant}.`
    : `This needs a token whose claim ${missingGrant} names what is asked for.`;
}

const SCOPE_NAMES: ReadonlySet<string> = new Set(Object.values(SCOPES));

/** Whatever a token says, the gateway acts only in the applications that it is configured for. */
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
