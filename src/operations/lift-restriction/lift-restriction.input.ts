import { Field, ID, InputType } from 'type-graphql';
import { ActionInput } from '../../actions/action.input.js';

@InputType({ description: 'The restriction to lift.' })
export class LiftRestrictionInput extends ActionInput {
  @Field(() => ID, { description: 'The id of the restriction: that of the action that gave it.' })
  restrictionId!: string;
}
