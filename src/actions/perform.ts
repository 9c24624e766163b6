import type { CommonError } from '../errors/errors-of-every-mutation.js';
import { invalidInput } from '../errors/invalid-input.js';
import type { ModerationError } from '../errors/moderation-error.js';
import { vendorOff } from '../errors/refusals.js';
import type { ConnectedVendors, VendorName } from '../vendors/vendors.js';
import type { ActionInput } from './action.input.js';
import type { ActionRecords } from './action-records.js';
import { type ActionLinks, type ActionSurroundings, ActionUnderWay, type Asker } from './action-under-way.js';
import type { Answer } from './answer.js';
import type { InputRules } from './input-rules.js';
import type { Connected, Done, Operation, Plan, RecordedTurn } from './operation.js';
import { TargetOrder } from './target-order.js';

/** What `perform` needs to carry out actions. Vendors that are not configured are absent. */
export interface Engine extends ActionSurroundings {
  readonly vendors: ConnectedVendors;
  readonly records: ActionRecords;
  readonly rules: InputRules;
}

/** What an undo, or what the gateway does by itself, adds to an action. */
export interface Addendum extends ActionLinks {
  /**
   * Called when this action is on record and its turn has come, with its id. Resolves with the error if it must not be
   * carried out any more. Must not reject.
   */
  readonly obstacle?: (own: string) => Promise<ModerationError | undefined>;
}

/**
 * Carries out one action. Every mutation goes this way. Rejects only where the gateway itself has a fault.
 */
export async function perform<
  Input extends ActionInput,
  Call extends object,
  Result extends Answer,
  Vendor extends VendorName,
>(
  operation: Operation<Input, Call, Result, Vendor>,
  input: Input,
  asker: Asker & { readonly gateway: Engine },
  { obstacle, ...links }: Addendum = {},
): Promise<Result | CommonError> {
  const action = new ActionUnderWay(operation, input, asker, asker.gateway, links);
  try {
    const answer = await carryOut(operation, input, action, asker.gateway, obstacle);
    action.answered(answer);
    return answer;
  } catch (fault) {
    throw action.failed(fault);
  }
}

async function carryOut<
  Input extends ActionInput,
  Call extends object,
  Result extends Answer,
  Vendor extends VendorName,
>(
  operation: Operation<Input, Call, Result, Vendor>,
  input: Input,
  action: ActionUnderWay,
  { vendors, rules, records: { denials, intents, outcomes } }: Engine,
  obstacle: Addendum['obstacle'],
): Promise<Result | CommonError> {
  const issues = operation.issues(input, rules);
  if (issues.length > 0) return invalidInput(issues);
  const vendor = vendors[operation.vendor];
  if (!vendor) return vendorOff();

  const plan = operation.plan(input, vendor);
  action.targets = plan.userIds.length;
  const refusal = operation.place.refusal(action.asker.caller, plan, vendor.applicationIds);
  if (refusal) return denials.record(action, plan, refusal);

  const held = operation.alongside && action.media.hold(plan);
  try {
    const begun = await intents.begin(action, plan);
    // Only actions of the same operation share idempotency keys, so a repeat gets an answer of this operation.
    if ('answer' in begun) return begun.answer as Result;
    const done = act(operation, plan, action, vendor, obstacle && (() => obstacle(begun.id)));
    return await outcomes.record(action, begun.id, done, plan.call);
  } finally {
    held?.release();
  }
}

function act<
  Input extends ActionInput,
  Call extends object,
  Result extends Answer,
  Vendor extends VendorName,
>(
  operation: Operation<Input, Call, Result, Vendor>,
  plan: Plan<Call>,
  action: ActionUnderWay,
  vendor: Connected<Vendor>,
  obstacle: RecordedTurn['obstacle'],
): Promise<Done<Result>> {
  if (!obstacle) return operation.act(plan.call, vendor, action);
  if (!operation.alongside) {
    return inTurn(action, plan, obstacle, (turn) => operation.act(plan.call, vendor, turn));
  }
  action.obstacle = obstacle;
  return operation.act(plan.call, vendor, action);
}

/**
 * Looks for what stands in the way when the turn of all targets has come, and then acts in the same turn. Without the turn, a newer
 * action could be sent between the look and this action.
 */
function inTurn<Result extends Answer>(
  action: ActionUnderWay,
  { place, userIds }: Plan,
  obstacle: () => Promise<ModerationError | undefined>,
  act: (turn: RecordedTurn) => Promise<Done<Result>>,
): Promise<Done<Result>> {
  const request = action.vendorRequest();
  return action.order.together(place, userIds, async () => {
    const late = await obstacle();
    if (late) return { answer: late as Answer as Result, attempts: 0 };
    const { media, id, written, recorded } = action;
    return act({ order: new TargetOrder(), media, id, written, recorded, vendorRequest: () => request });
  });
}
