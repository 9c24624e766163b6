import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { Vendor } from '../graphql/vendor.enum.js';
import { BreakerState } from './breaker-state.enum.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A limit on how often the gateway calls a vendor.',
})
export class VendorQuota {
  @Field(() => String, {
    description:
      'The calls that the quota counts: those of one api, such as `AddBlackList`, or those of one api in one access ' +
      'region, such as `SetUserBlocked/ap-singapore`.',
  })
  scope!: string;

  @Field(() => Int, { description: 'The configured quota, in calls per second.' })
  callsPerSecond!: number;

  @Field(() => Int, { description: 'How many calls the gateway could send at this moment.' })
  slotsLeft!: number;

  @Field(() => Int, { description: 'How many calls are waiting because the quota is used up.' })
  callsWaiting!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Whether the gateway can call a vendor, and how much of its quotas is used.',
})
export class VendorStatus {
  @Field(() => Vendor, { description: 'The vendor.' })
  vendor!: Vendor;

  @Field(() => Boolean, { description: 'Whether the gateway is configured for the vendor.' })
  enabled!: boolean;

  @Field(() => BreakerState, {
    description: 'Whether the gateway sends calls to the vendor. CLOSED when `enabled` is false.',
  })
  breaker!: BreakerState;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      'When a call last failed in a way that suggests that the vendor is down. Null when none has since the start.',
  })
  lastErrorAt?: Date | undefined;

  @Field(() => [VendorQuota], {
    description: 'The quotas for calls to the vendor. Empty when `enabled` is false.',
  })
  quotas!: VendorQuota[];
}
