import type { CompiledQuery } from 'kysely';
/**
 * - PENDING: the action is under way, or recovery is still finding out its outcome after a crash.
 * - APPLIED: the change was made.
 * - PARTIAL: the change was made for some targets only.
 * - REFUSED: nothing was changed.
 * - UNKNOWN: the gateway cannot tell whether the vendor made the change.
 * - DENIED: the caller lacks the permission.
 */
export const ACTION_STATUSES = ['PENDING', 'APPLIED', 'PARTIAL', 'REFUSED', 'UNKNOWN', 'DENIED'] as const;
export type ActionStatus = (typeof ACTION_STATUSES)[number];

/** What a caller asked for. The intent is on disk before the vendor is called. */
export interface Intent {
  /** A UUIDv7: sorts by time. */
  id: string;
  requestId: string;
  /** The caller's `sub`. */
  actor: string;
  /** The operation's name. The journal stores it and does not interpret it. */
  operation: string;
  /**
   * Where the action takes effect: a room, or a list. The operation chooses this text. Two actions have the same place
   * exactly if their texts are equal.
   */
  place: string;
  /** The vendor's application. */
  applicationId: number;
  /** The numeric room. An action has at most one of `roomId`, `strRoomId` and `listOwnerId`. */
  roomId?: number | undefined;
  /** The string room. */
  strRoomId?: string | undefined;
  /** The owner of a blacklist. */
  listOwnerId?: string | undefined;
  /** The users whom the action changes: up to 1000. Empty: the action changes the place as a whole. */
  userIds: readonly string[];
  /** The input with its defaults filled in, as a JSON object. */
  input: string;
  reason?: string | undefined;
  /** The id of the action that this one undoes. */
  undoes?: string | undefined;
  /** The id of the action because of which the gateway carries this one out by itself. Absent: somebody asked for it. */
  causedBy?: string | undefined;
  idempotencyKey?: string | undefined;
  /** A digest of the caller's input. It shows whether a repeated idempotency key comes with the same input. */
  inputDigest?: string | undefined;
}

/** The result of an action. */
export interface Outcome {
  status: Exclude<ActionStatus, 'PENDING'>;
  /** The union member that the caller is given, as a JSON object with `__typename`. */
  answer: string;
  vendorCode?: string;
  vendorRequestIds: readonly string[];
  /** How many vendor calls were made for this action. A call shared by several actions counts for each. */
  attempts: number;
  durationMs?: number;
  /** True if nothing was changed: then a new action may use the idempotency key. */
  freesKey: boolean;
  /** Absent: nothing of it ends by itself. */
  ends?: TimedEnds | undefined;
  alongside?: Alongside | undefined;
}

/** Statements for the transaction of an outcome. They are executed also where another outcome is on record already. */
export interface Alongside {
  /** No other transaction about it runs at the same time, so that none waits for this one while this one waits for it. */
  readonly place: string;
  readonly queries: readonly CompiledQuery[];
}

/** When what an action did to its users ends by itself. */
export interface TimedEnds {
  /** Milliseconds since the epoch, on the journal's clock. */
  readonly endsAt: number;
  /** The users whom the action changed. */
  readonly userIds: readonly string[];
  /** Those who were as wanted before. If an earlier action of theirs was to end by itself, it ends at this time instead. */
  readonly inheriting: readonly string[];
}

/** The thing that an action changes: a user in a place, or everybody there if `userId` is that of `wholePlace`. */
export interface Target {
  place: string;
  userId: string;
}

/** Stands for everybody in a place. It is longer than any vendor's user id. */
export function wholePlace(place: string): string {
  return `everybody who is in the place then: ${place}`;
}

/** One row of the journal. `place` is '' if the action was finished before gateways recorded places. */
export interface ActionRecord extends Omit<Intent, 'inputDigest' | 'strRoomId'> {
  /** Milliseconds since the epoch, like all times here. */
  requestedAt: number;
  finishedAt?: number;
  status: ActionStatus;
  /** Absent while PENDING. */
  answer?: string;
  vendorCode?: string;
  vendorRequestIds: readonly string[];
  attempts: number;
  durationMs?: number;
  /**
   * The gateway that began the action did not finish it. A restarted gateway, or another one, found out its outcome.
   */
  recovered: boolean;
}
