import { Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../context.js';
import { forbiddenQuery } from '../errors/refusals.js';
import { Vendor } from '../graphql/vendor.enum.js';
import { SCOPES } from '../identity/grants.js';
import type { Breaker } from '../vendors/calling/breaker.js';
import type { Quota } from '../vendors/calling/quota.js';
import { type VendorQuota, VendorStatus } from './vendor-status.type.js';

@Resolver()
export class VendorsResolver {
  @Query(() => [VendorStatus], {
    description:
      'Each vendor: whether it answers, its quotas, and how many calls wait for them. With the scope moderation:audit.',
  })
  vendors(@Ctx() { gateway: { vendors }, caller }: RequestContext): VendorStatus[] {
    if (!caller.scopes.has(SCOPES.audit)) throw forbiddenQuery(SCOPES.audit);
    return Object.values(Vendor).map((vendor) => vendorStatus(vendor, vendors[vendor]));
  }
}

function vendorStatus(
  vendor: Vendor,
  connected: { breaker: Breaker; quotas: ReadonlyMap<string, Quota> } | undefined,
): VendorStatus {
  if (!connected) return { vendor, enabled: false, breaker: 'CLOSED', quotas: [] };
  const { state, lastErrorAt } = connected.breaker;
  return {
    vendor,
    enabled: true,
    breaker: state,
    ...(lastErrorAt !== undefined && { lastErrorAt: new Date(lastErrorAt) }),
    quotas: [...connected.quotas].map(([scope, quota]) => vendorQuota(scope, quota)),
  };
}

function vendorQuota(scope: string, quota: Quota): VendorQuota {
  const { callsPerSecond, slotsLeft, waiting } = quota.status();
  return { scope, callsPerSecond, slotsLeft, callsWaiting: waiting };
}
