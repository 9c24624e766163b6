import { Field, InputType } from 'type-graphql';
import { BlacklistInput } from '../../blacklists/blacklist.input.js';
import { BlacklistUserInput } from '../../blacklists/blacklist-user.input.js';

@InputType({ description: 'The blacklist and the users to add to it.' })
export class AddToBlacklistInput extends BlacklistInput {
  @Field(() => [BlacklistUserInput], {
    description:
      'The users to add: 1 to 1000, each once. The gateway calls the vendor with up to 10 at a time.',
  })
  users!: BlacklistUserInput[];
}
