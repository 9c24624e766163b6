import type { InputIssue } from '../errors/moderation-error.js';
import type { ActionRecord } from '../journal/action-record.js';
import type { CallRequest } from '../vendors/calling/retry.js';
import type { ConnectedVendors, VendorName } from '../vendors/vendors.js';
import type { ActionInput } from './action.input.js';
import type { Answer } from './answer.js';
import type { PlaceKind, Where } from './places.js';
import type { TargetOrder } from './target-order.js';

/**
 * What moderators can do: one mutation. `perform` carries it out, `Recovery` finds out what came of it after a crash, and
 * whatever else depends on the operations is derived from their list.
 */
export interface Operation<
  Input extends ActionInput = ActionInput,
  Call extends object = object,
  Result extends Answer = Answer,
  Vendor extends VendorName = VendorName,
> {
  /** The mutation's name, as in `muteUser`. In capitals, as in MUTE_USER, it is the journal's name of the operation. */
  readonly mutation: string;
  readonly vendor: Vendor;
  /** In what kind of place it acts: this decides which tokens may do it, and who may see it. */
  readonly place: PlaceKind;
  /** The members of its union. */
  readonly answers: readonly AnswerType[];
  /** The fields of its call that `Query.moderationActions` shows. They come before any list in the call. */
  readonly shown: readonly ShownField[];
  /** What the log line says of the input. */
  logged(input: Input): Readonly<Record<string, unknown>>;
  /** What is wrong with the input. */
  issues(input: Input): InputIssue[];
  /** What the input comes to, with the defaults filled in. */
  plan(input: Input, vendor: Connected<Vendor>): Plan<Call>;
  /** Calls the vendor. Throws only where the gateway itself has a fault. */
  act(call: Call, vendor: Connected<Vendor>, action: VendorTurn): Promise<Done<Result>>;
  /**
   * Finds out what came of a call that a gateway began before it died, or makes it so. Undefined: it cannot be found out
   * now; ask again later.
   */
  recover(
    call: Call,
    vendor: Connected<Vendor>,
    action: InterruptedAction,
  ): Promise<Done<Answer> | undefined>;
}

export type AnswerType = abstract new (...fields: never[]) => Answer;
export type Connected<Vendor extends VendorName> = NonNullable<ConnectedVendors[Vendor]>;
export type ShownField = 'state' | 'inboxType';

/** What an action comes to. */
export interface Plan<Call extends object = object> extends Where {
  /** What it takes to do it, or to do it again. The journal keeps it as JSON. */
  readonly call: Call;
  /** Where it acts, in one text: with a user's id it is the key of one target. */
  readonly place: string;
  /** On whom it acts: 1 to 1,000 different users. */
  readonly userIds: readonly string[];
}

/** What came of an action, and how many vendor calls it took. */
export interface Done<Result extends Answer = Answer> {
  readonly answer: Result;
  readonly attempts: number;
}

/** What it takes to call a vendor for an action. */
export interface VendorTurn {
  /** On whose behalf a call waits, and until when; to be made once the call is ready. */
  vendorRequest(): CallRequest;
  /** Keeps actions on one target in order. */
  readonly order: TargetOrder;
}

/** An action whose gateway died between the intent and the outcome. */
export interface InterruptedAction extends VendorTurn {
  readonly record: ActionRecord;
  /** For which of these users something newer was asked in the same place, and may have been done. */
  supersededOf(userIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** The same, where only other operations count: what did the same as this action has undone nothing. */
  undoneOf(userIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** The newest action on this user in the same place, if it is not this one. */
  newerOn(userId: string): Promise<InterruptedAction | undefined>;
}

/** The name of an operation in the journal and in the enum `Operation`: `muteUser` is MUTE_USER. */
export function journalName({ mutation }: Pick<Operation, 'mutation'>): string {
  return mutation.replaceAll(/[A-Z]/g, '_$&').toUpperCase();
}
