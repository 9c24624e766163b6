import type { CommonError } from '../errors/errors-of-every-mutation.js';
import { invalidInput } from '../errors/invalid-input.js';
import type { ModerationError } from '../errors/moderation-error.js';
import { vendorOff } from '../errors/refusals.js';
import type { ConnectedVendors, VendorName } from '../vendors/vendors.js';
import type { ActionInput } from './action.input.js';
import type { ActionRecords } from './action-records.js';
import { type ActionSurroundings, ActionUnderWay, type Asker } from './action-under-way.js';
import type { Answer } from './answer.js';
import type { Operation } from './operation.js';

/** What `perform` needs to carry out actions. Vendors that are not configured are absent. */
export interface Engine extends ActionSurroundings {
  readonly vendors: ConnectedVendors;
  readonly records: ActionRecords;
}

/** What an undo adds to an action. */
export interface Undo {
  /** The id of the action that is undone. */
  readonly undoes?: string;
  /**
   * Called when this action is on record, with its id. Resolves with the error if it must not be carried out any more. Must not
   * reject.
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
  undo: Undo = {},
): Promise<Result | CommonError> {
  const action = new ActionUnderWay(operation, input, asker, asker.gateway, undo.undoes);
  try {
    const answer = await carryOut(operation, input, action, asker.gateway, undo);
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
  { vendors, records: { denials, intents, outcomes } }: Engine,
  { obstacle }: Undo,
): Promise<Result | CommonError> {
  const issues = operation.issues(input);
  if (issues.length > 0) return invalidInput(issues);
  const vendor = vendors[operation.vendor];
  if (!vendor) return vendorOff();

  const plan = operation.plan(input, vendor);
  action.targets = plan.userIds.length;
  const refusal = operation.place.refusal(action.asker.caller, plan, vendor.applicationIds);
  if (refusal) return denials.record(action, plan, refusal);

  const begun = await intents.begin(action, plan);
  // Only actions of the same operation share idempotency keys, so a repeat gets an answer of this operation.
  if ('answer' in begun) return begun.answer as Result;
  const late = await obstacle?.(begun.id);
  const done = late
    ? Promise.resolve({ answer: late as Answer as Result, attempts: 0 })
    : operation.act(plan.call, vendor, action);
  return outcomes.record(action, begun.id, done);
}
