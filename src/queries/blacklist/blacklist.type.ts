import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Int64ID } from '../../graphql/int64-id.scalar.js';
import { PageInfo } from '../../graphql/page-info.type.js';
import { StringMap } from '../../graphql/string-map.scalar.js';
import type { Blacklist } from '../../vendors/volcengine/calls/blacklist.js';

@ObjectType({ simpleResolvers: true, description: 'A user on a blacklist.' })
export class BlacklistEntry {
  @Field(() => ID, { description: 'An id of this entry, for caches. It names the list and the user.' })
  id!: string;

  @Field(() => Int64ID, { description: "The user's id." })
  userId!: string;

  @Field(() => StringMap, {
    nullable: true,
    description: 'The extra data that the vendor stores with the entry. Null when there is none.',
  })
  ext?: Readonly<Record<string, string>> | undefined;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When the user was added. Null when the vendor does not tell.',
  })
  addedAt?: Date | undefined;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When the entry was last changed. Null when the vendor does not tell.',
  })
  changedAt?: Date | undefined;

  /** For `endsAt`. */
  list!: Blacklist;
}

@ObjectType({ simpleResolvers: true, description: 'An entry in a page of a blacklist.' })
export class BlacklistEdge {
  @Field(() => BlacklistEntry, { description: 'The entry.' })
  node!: BlacklistEntry;

  @Field(() => String, {
    description: 'The position of the entry on the list. Give it as `after` to get the entries below it.',
  })
  cursor!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A page of a blacklist, the newest entry first.' })
export class BlacklistConnection {
  @Field(() => [BlacklistEdge], { description: 'The entries of the page, the newest first.' })
  edges!: BlacklistEdge[];

  @Field(() => PageInfo, { description: 'Whether there is a next page, and its cursor.' })
  pageInfo!: PageInfo;

  @Field(() => Int, {
    nullable: true,
    description: 'The number of users on the list at this moment. Null when the vendor does not tell.',
  })
  totalCount?: number | undefined;
}
