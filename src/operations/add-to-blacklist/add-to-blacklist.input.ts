import { Field, InputType, Int } from 'type-graphql';
import { ActionInput } from '../../actions/action.input.js';
import { Int64ID } from '../../graphql/int64-id.scalar.js';
import { StringMap } from '../../graphql/string-map.scalar.js';

@InputType({ description: 'A user to put on a blacklist.' })
export class BlacklistUserInput {
  @Field(() => Int64ID, { description: 'The user to put on the list.' })
  userId!: string;

  @Field(() => StringMap, {
    nullable: true,
    description: 'What the vendor keeps beside the user on the list.',
  })
  ext?: Record<string, string> | null;
}

@InputType({ description: 'Whose blacklist, and whom to put on it.' })
export class AddToBlacklistInput extends ActionInput {
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

  @Field(() => [BlacklistUserInput], {
    description: '1 to 1000 different users. The vendor takes 10 a call; the gateway splits the list.',
  })
  users!: BlacklistUserInput[];
}
