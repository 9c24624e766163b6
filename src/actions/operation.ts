import type { CompiledQuery } from 'kysely';
import type { InputIssue, ModerationError } from '../errors/moderation-error.js';
import type { ActionRecord, Alongside, TimedEnds } from '../journal/action-record.js';
import type { Written } from '../journal/journal-database.js';
import type { MediaSender } from '../restrictions/media-sender.js';
import type { CallRequest } from '../vendors/calling/retry.js';
import type { ConnectedVendors, VendorName } from '../vendors/vendors.js';
import type { ActionInput } from './action.input.js';
import type { Answer } from './answer.js';
import type { InputRules } from './input-rules.js';
import type { PlaceKind, Where } from './places.js';
import type { TargetOrder } from './target-order.js';

/**
 * One mutation. `perform` carries it out. `Recovery` finds out its outcome after a crash. Everything else that depends on
 * the operations is derived from their list.
 */
export interface Operation<
  Input extends ActionInput = ActionInput,
  Call extends object = object,
  Result extends Answer = Answer,
  Vendor extends VendorName = VendorName,
> {
  /** The mutation's name, such as `muteUser`. `journalName` derives the journal's name from it: MUTE_USER. */
  readonly mutation: string;
  readonly vendor: Vendor;
  /** The kind of place where it acts. The place decides which callers may act, and which may read the action. */
  readonly place: PlaceKind;
  /** The members of the mutation's union. */
  readonly answers: readonly AnswerType[];
  /** The fields of the call that `Query.moderationActions` shows. In the call they must come before any list. */
  readonly shown: readonly ShownField[];
  /** The fields of the input that the log line has. */
  logged(input: Input): Readonly<Record<string, unknown>>;
  /** The rules that the input breaks. */
  issues(input: Input, rules: InputRules): InputIssue[];
  /** Turns a valid input into a vendor call, with the defaults filled in. */
  plan(input: Input, vendor: Connected<Vendor>): Plan<Call>;
  /**
   * Queries that are written in the transaction of the intent, and what they read comes back in the turn. They must change nothing
   * if the action with this id was not inserted. An operation that has it keeps its calls in order itself.
   */
  alongside?(id: string, call: Call, media: MediaSender): readonly CompiledQuery[];
  /**
   * What is written with the outcome of an action that is too old to be recovered, so nobody knows any more whether it was carried out.
   * Absent: nothing.
   */
  abandoned?(id: string, call: Call, media: MediaSender): Alongside | undefined;
  /** When what the action did ends by itself. Absent, or undefined: it does not. */
  ends?(id: string, call: Call, result: EndedAction): TimedEnds | undefined;
  /** Calls the vendor. Throws only when the gateway itself has a fault. */
  act(call: Call, vendor: Connected<Vendor>, action: RecordedTurn): Promise<Done<Result>>;
  /**
   * Finds out the outcome of a call that a gateway began before it died, or makes the call again where that is safe.
   * Undefined when the outcome cannot be found out now: try again later.
   */
  recover(
    call: Call,
    vendor: Connected<Vendor>,
    action: InterruptedAction,
  ): Promise<Done<Answer> | undefined>;
}

export type AnswerType = abstract new (...fields: never[]) => Answer;
export type Connected<Vendor extends VendorName> = NonNullable<ConnectedVendors[Vendor]>;
export type ShownField = 'state' | 'audio' | 'video' | 'inboxType';

/** A valid input in the form in which it is carried out and recorded. */
export interface Plan<Call extends object = object> extends Where {
  /** Everything that is needed to carry out the action, now or after a crash. The journal stores it as JSON. */
  readonly call: Call;
  /** The key of the place where the action acts. Together with a user's id it is the key of one target. */
  readonly place: string;
  /** The users that the action is about: up to 1,000, each once. Empty: the action is about the place as a whole. */
  readonly userIds: readonly string[];
}

/** The result of an action as the journal has it. */
export type EndedAction = Pick<ActionRecord, 'status' | 'recovered'> & { readonly answer: string };

/** The answer of an action, and how many vendor calls it took. */
export interface Done<Result extends Answer = Answer> {
  readonly answer: Result;
  readonly attempts: number;
  readonly alongside?: Alongside | undefined;
}

/** What an operation needs to call a vendor for an action. */
export interface VendorTurn {
  /** The caller and the deadline of a vendor call. The deadline counts from now, so make it when the call is ready. */
  vendorRequest(): CallRequest;
  /** Keeps the calls for one target in order. */
  readonly order: TargetOrder;
}

/** What an operation has of an action that is on record. */
export interface RecordedTurn extends VendorTurn {
  /** Sets people's audio and video. */
  readonly media: MediaSender;
  /** The action's id. */
  readonly id: string | undefined;
  /** Resolves when nothing of the action is to be recorded any more, with whether its outcome is on record. */
  readonly recorded: Promise<boolean>;
  /** What the statements of its intent changed and read. The last are those of `alongside`. */
  readonly written: readonly Written[];
  /**
   * Only for operations with `alongside`: to be called when the turn of the target has come. Resolves with the error if the action
   * must not be carried out any more. Must not reject.
   */
  readonly obstacle?: (() => Promise<ModerationError | undefined>) | undefined;
}

/** An action whose gateway died between the intent and the outcome. */
export interface InterruptedAction extends RecordedTurn {
  readonly record: ActionRecord;
  readonly id: string;
  /**
   * Whether a newer action for this user in the same place may have been carried out. For an undo: newer than the action that
   * it undoes.
   */
  isSuperseded(userId: string): Promise<boolean>;
  /**
   * Those of the users for whom a newer action of another operation may have been carried out in the same place. An equal
   * action undoes nothing.
   */
  undoneOf(userIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** The newest action for this user in the same place. Undefined when it is this action. */
  newerOn(userId: string): Promise<InterruptedAction | undefined>;
}

/** The name of an operation in the journal and in the enum `Operation`: `muteUser` is MUTE_USER. */
export function journalName({ mutation }: Pick<Operation, 'mutation'>): string {
  let name = journalNames.get(mutation);
  if (name === undefined) {
    name = mutation.replaceAll(/[A-Z]/g, '_$&').toUpperCase();
    journalNames.set(mutation, name);
  }
  return name;
}

/** By mutation. Every action needs the name. */
const journalNames = new Map<string, string>();
