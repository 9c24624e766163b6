import { Field, InputType, Int } from 'type-graphql';
import { ActionInput } from '../../actions/action.input.js';
import { Int64ID } from '../../graphql/int64-id.scalar.js';

@InputType({ description: 'Whose blacklist, and whom to take off it.' })
export class RemoveFromBlacklistInput extends ActionInput {
  @Field(() => Int, {
    nullable: true,
    description: 'The Volcengine application. Default: the configured one.',
  })
  appId?: number | null;

  @Field(() => Int64ID, { description: 'Whose blacklist it is.' })
  userId!: string;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 0,
    description: 'The inbox: the vendor keeps the lists of each apart.',
  })
  inboxType?: number | null;

  @Field(() => [Int64ID], {
    description: '1 to 1000 different users. The vendor takes 10 a call; the gateway splits the list.',
  })
  userIds!: string[];
}
