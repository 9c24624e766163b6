import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { ModerationAction } from '../history/moderation-action.type.js';

export const ModerationActionEventKind = { BEGUN: 'BEGUN', ENDED: 'ENDED' } as const;
export type ModerationActionEventKind = keyof typeof ModerationActionEventKind;

registerEnumType(ModerationActionEventKind, {
  name: 'ModerationActionEventKind',
  description: 'What happened to an action.',
  valuesConfig: {
    BEGUN: { description: 'The action was recorded. No vendor has been called yet.' },
    ENDED: { description: 'The result of the action was recorded.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'That an action has begun, or is over. Where `kind` and `action` are null, nothing else has happened up to `cursor`.',
})
export class ModerationActionEvent {
  @Field(() => String, {
    description: 'Where to go on after this event: the `after` of a later subscription.',
  })
  cursor!: string;

  @Field(() => ModerationActionEventKind, {
    nullable: true,
    description: 'What happened. Null: nothing; the event tells a cursor only.',
  })
  kind?: ModerationActionEventKind | undefined;

  @Field(() => ModerationAction, {
    nullable: true,
    description: 'The action as it was then: PENDING when it began. Null: the event tells a cursor only.',
  })
  action?: ModerationAction | undefined;
}
