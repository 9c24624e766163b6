import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { Vendor } from '../graphql/vendor.enum.js';
import { BreakerState } from './breaker-state.enum.js';

@ObjectType({
  simpleResolvers: true,
  description: 'One of the quotas within which the gateway calls a vendor.',
})
export class VendorQuota {
  @Field(() => String, {
    description:
      'What the vendor counts together: the calls of one api, as in AddBlackList, or of one api in one access region, ' +
      'as in SetUserBlocked/ap-singapore.',
  })
  scope!: string;

  @Field(() => Int, { description: 'As configured.' })
  callsPerSecond!: number;

  @Field(() => Int, { description: 'How many calls could be sent at this moment.' })
  slotsLeft!: number;

  @Field(() => Int, { description: 'How many calls wait for a slot.' })
  callsWaiting!: number;
}

@ObjectType({ simpleResolvers: true, description: 'How the gateway stands with a vendor.' })
export class VendorStatus {
  @Field(() => Vendor, { description: 'The vendor.' })
  vendor!: Vendor;

  @Field(() => Boolean, { description: 'False when the gateway is not configured for the vendor.' })
  enabled!: boolean;

  @Field(() => BreakerState, { description: 'Whether calls go through; CLOSED when the vendor is off.' })
  breaker!: BreakerState;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When the vendor last failed as if it were down, since the gateway started.',
  })
  lastErrorAt?: Date | undefined;

  @Field(() => [VendorQuota], { description: 'Empty when the vendor is off.' })
  quotas!: VendorQuota[];
}
