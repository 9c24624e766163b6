import { Field, InputType } from 'type-graphql';

/** What every mutation's input has. */
@InputType()
export abstract class ActionInput {
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
