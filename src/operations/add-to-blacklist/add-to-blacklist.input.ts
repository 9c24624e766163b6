import { Field, InputType } from 'type-graphql';
import { BlacklistInput } from '../../blacklists/blacklist.input.js';
import { Int64ID } from '../../graphql/int64-id.scalar.js';
import { StringMap } from '../../graphql/string-map.scalar.js';

@InputType({ description: 'One user to add to a blacklist.' })
export class BlacklistUserInput {
  @Field(() => Int64ID, { description: "The user's id." })
  userId!: string;

  @Field(() => StringMap, {
    nullable: true,
    description: 'Extra data about the user, which the vendor stores with the entry.',
  })
  ext?: Record<string, string> | null;
}

@InputType({ description: 'The blacklist and the users to add to it.' })
export class AddToBlacklistInput extends BlacklistInput {
  @Field(() => [BlacklistUserInput], {
    description:
      'The users to add: 1 to 1000, each once. The gateway calls the vendor with up to 10 at a time.',
  })
  users!: BlacklistUserInput[];
}
