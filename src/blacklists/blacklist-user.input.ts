import { Field, InputType } from 'type-graphql';
import { Int64ID } from '../graphql/int64-id.scalar.js';
import { StringMap } from '../graphql/string-map.scalar.js';

@InputType({ description: 'A user on a blacklist.' })
export class BlacklistUserInput {
  @Field(() => Int64ID, { description: "The user's id." })
  userId!: string;

  @Field(() => StringMap, {
    nullable: true,
    description:
      'Extra data about the user, which the vendor stores with the entry. `updateBlacklist` needs at least one key.',
  })
  ext?: Record<string, string> | null;
}
