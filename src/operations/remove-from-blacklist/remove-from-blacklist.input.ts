import { Field, InputType } from 'type-graphql';
import { BlacklistInput } from '../../blacklists/blacklist.input.js';
import { Int64ID } from '../../graphql/int64-id.scalar.js';

@InputType({ description: 'The blacklist and the users to remove from it.' })
export class RemoveFromBlacklistInput extends BlacklistInput {
  @Field(() => [Int64ID], {
    description:
      'The users to remove: 1 to 1000, each once. The gateway calls the vendor with up to 10 at a time.',
  })
  userIds!: string[];
}
