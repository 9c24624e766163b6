import { Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../context.js';
import type { Quota } from '../vendors/quota.js';
import type { Vendor } from './vendor.enum.js';
import { type VendorQuota, VendorStatus } from './vendor-status.type.js';

@Resolver()
export class VendorsResolver {
  @Query(() => [VendorStatus], { description: 'Each vendor: its quotas, and how many calls wait for them.' })
  vendors(@Ctx() { gateway: { trtc, volcengine } }: RequestContext): VendorStatus[] {
    return [vendorStatus('TENCENT_TRTC', trtc?.quotas), vendorStatus('VOLCENGINE_RTC', volcengine?.quotas)];
  }
}

function vendorStatus(vendor: Vendor, quotas: ReadonlyMap<string, Quota> | undefined): VendorStatus {
  const entries = [...(quotas ?? [])];
  return {
    vendor,
    enabled: quotas !== undefined,
    quotas: entries.map(([scope, quota]) => vendorQuota(scope, quota)),
  };
}

function vendorQuota(scope: string, quota: Quota): VendorQuota {
  const { callsPerSecond, slotsLeft, waiting } = quota.status();
  return { scope, callsPerSecond, slotsLeft, callsWaiting: waiting };
}
