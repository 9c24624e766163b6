import { Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../context.js';
import { forbiddenQuery } from '../errors/refusals.js';
import type { Vendor } from '../graphql/vendor.enum.js';
import { SCOPES } from '../identity/grants.js';
import type { NamedQuota } from '../vendors/calling/api-limits.js';
import type { ConnectedVendor } from '../vendors/calling/connected-vendor.js';
import { VENDOR_NAMES } from '../vendors/vendors.js';
import { type VendorQuota, VendorStatus } from './vendor-status.type.js';

@Resolver()
export class VendorsResolver {
  @Query(() => [VendorStatus], {
    description:
      'The state of each vendor: whether calls are sent, its quotas, and how many calls wait. Needs the scope moderation:audit.',
  })
  vendors(@Ctx() { gateway, caller }: RequestContext): VendorStatus[] {
    if (!caller.scopes.has(SCOPES.audit)) throw forbiddenQuery(SCOPES.audit);
    return VENDOR_NAMES.map((name) => vendorStatus(name, gateway.vendors[name]));
  }
}

function vendorStatus(vendor: Vendor, connected: ConnectedVendor | undefined): VendorStatus {
  if (!connected) return { vendor, enabled: false, breaker: 'CLOSED', quotas: [] };
  const { state, lastErrorAt } = connected.breaker;
  return {
    vendor,
    enabled: true,
    breaker: state,
    ...(lastErrorAt !== undefined && { lastErrorAt: new Date(lastErrorAt) }),
    quotas: connected.quotas().map(vendorQuota),
  };
}

function vendorQuota({ scope, quota }: NamedQuota): VendorQuota {
  const { callsPerSecond, slotsLeft, waiting } = quota.status();
  return { scope, callsPerSecond, slotsLeft, callsWaiting: waiting };
}
