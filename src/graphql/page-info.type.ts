import { Field, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'The position of a page in the list.' })
export class PageInfo {
  @Field(() => Boolean, {
    description: 'Whether there may be more. A page with few or no edges can still have a next page.',
  })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether the query had an `after`.' })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the first edge of the page. Null when the page is empty.',
  })
  startCursor?: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'Give it as `after` to get the next page. Null when the page is empty and is the last.',
  })
  endCursor?: string | undefined;
}
