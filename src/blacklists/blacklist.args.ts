import { ArgsType, Field, Int } from 'type-graphql';
import { Int64ID } from '../graphql/int64-id.scalar.js';

/** The arguments of every query that reads a list. */
@ArgsType()
export abstract class BlacklistArgs {
  @Field(() => Int, {
    nullable: true,
    description: "The number of the Volcengine application. Default: the gateway's default application.",
  })
  appId?: number | null;

  @Field(() => Int64ID, { description: "The blacklist's owner." })
  userId!: string;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 0,
    description: 'The type of inbox. A user has a separate blacklist for each type.',
  })
  inboxType?: number | null;
}
