import { Field, InputType, Int } from 'type-graphql';
import { BlacklistInput } from '../../blacklists/blacklist.input.js';
import { BlacklistUserInput } from '../../blacklists/blacklist-user.input.js';

@InputType({ description: 'The blacklist and the users to add to it.' })
export class AddToBlacklistInput extends BlacklistInput {
  @Field(() => [BlacklistUserInput], {
    description:
      'The users to add: 1 to 1000, each once. The gateway calls the vendor with up to 10 at a time.',
  })
  users!: BlacklistUserInput[];

  @Field(() => Int, {
    nullable: true,
    description:
      'After so many seconds, the users whom this action added are removed by themselves. At least 1, and at most a year ' +
      'unless the gateway is configured otherwise. A newer addition of the same user cancels this, and its own duration ' +
      'counts, also if it finds them on the list. A removal cancels it too. Null: they stay until somebody removes them.',
  })
  durationSeconds?: number | null;
}
