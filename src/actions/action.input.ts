import { Field, InputType } from 'type-graphql';

/** The fields of every mutation's input. */
@InputType()
export abstract class ActionInput {
  @Field(() => String, {
    nullable: true,
    description: 'Why the moderator does this, for the journal. At most 1000 characters.',
  })
  reason?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Any text of 1 to 255 characters. A repeat with the same key within 24 hours gets the recorded answer; nothing ' +
      'is done twice. If the request certainly changed nothing, its key can be used again.',
  })
  idempotencyKey?: string | null;
}
