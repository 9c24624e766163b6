import { Field, InputType, Int } from 'type-graphql';
import { ActionInput } from '../../actions/action.input.js';
import { Int64ID } from '../../graphql/int64-id.scalar.js';

@InputType({ description: 'The blacklist and the users to remove from it.' })
export class RemoveFromBlacklistInput extends ActionInput {
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

  @Field(() => [Int64ID], {
    description:
      'The users to remove: 1 to 1000, each once. The gateway calls the vendor with up to 10 at a time.',
  })
  userIds!: string[];
}
