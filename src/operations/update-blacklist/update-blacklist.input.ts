import { Field, InputType } from 'type-graphql';
import { BlacklistInput } from '../../blacklists/blacklist.input.js';
import { BlacklistUserInput } from '../../blacklists/blacklist-user.input.js';

@InputType({ description: 'The blacklist, its users to update, and what to merge into their `ext`.' })
export class UpdateBlacklistInput extends BlacklistInput {
  @Field(() => [BlacklistUserInput], {
    description:
      'The users to update: 1 to 1000, each once and each with an `ext` of at least one key. New keys are added and the ' +
      'values of known keys are replaced. No key can be deleted. The gateway calls the vendor with up to 10 users at a ' +
      'time.',
  })
  users!: BlacklistUserInput[];
}
