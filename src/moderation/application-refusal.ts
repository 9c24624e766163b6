import { ForbiddenError, VendorUnavailableError } from './moderation-error.js';

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
