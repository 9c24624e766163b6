import { Field, ID, InputType } from 'type-graphql';
import { ActionInput } from '../actions/action.input.js';

@InputType({ description: 'The action to undo.' })
export class UndoModerationActionInput extends ActionInput {
  @Field(() => ID, { description: "The `actionId` in a mutation's answer." })
  actionId!: string;
}
