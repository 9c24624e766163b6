import { Field, InputType, Int } from 'type-graphql';
import { Int64ID } from './int64-id.scalar.js';
import { StringMap } from './string-map.scalar.js';

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
export class AddToBlacklistInput {
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

  @Field(() => String, { nullable: true, description: 'Why, for the record. At most 1000 characters.' })
  reason?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Names this action, so that a repeat within 24 hours gets the recorded answer instead of acting again. 1 to ' +
      '255 characters. A request that changed nothing for certain does not use its key up.',
  })
  idempotencyKey?: string | null;
}
