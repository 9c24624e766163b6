import { Field, Int, ObjectType } from 'type-graphql';
import { Vendor } from './vendor.enum.js';

@ObjectType({ description: 'One of the quotas within which the gateway calls a vendor.' })
export class VendorQuota {
  @Field(() => String, {
    description: 'What the vendor counts together: an access region, or the whole account.',
  })
  scope!: string;

  @Field(() => Int, { description: 'As configured.' })
  callsPerSecond!: number;

  @Field(() => Int, { description: 'How many calls could be sent at this moment.' })
  slotsLeft!: number;

  @Field(() => Int, { description: 'How many calls wait for a slot.' })
  callsWaiting!: number;
}

@ObjectType({ description: 'How the gateway stands with a vendor.' })
export class VendorStatus {
  @Field(() => Vendor, { description: 'The vendor.' })
  vendor!: Vendor;

  @Field(() => Boolean, { description: 'False when the gateway is not configured for the vendor.' })
  enabled!: boolean;

  @Field(() => [VendorQuota], { description: 'Empty when the vendor is off.' })
  quotas!: VendorQuota[];
}
