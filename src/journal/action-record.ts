/**
 * PENDING: under way, or being looked into after a crash. PARTIAL: some targets, not all. REFUSED: nothing was changed.
 * UNKNOWN: nobody can tell whether the vendor acted. DENIED: the caller may not do it.
 */
export const ACTION_STATUSES = ['PENDING', 'APPLIED', 'PARTIAL', 'REFUSED', 'UNKNOWN', 'DENIED'] as const;
export type ActionStatus = (typeof ACTION_STATUSES)[number];

/** What a caller is about to have done: written down before the vendor hears of it. */
export interface Intent {
  /** A UUIDv7: sorts by time. */
  id: string;
  requestId: string;
  /** The caller's `sub`. */
  actor: string;
  /** A name that means nothing to the journal. */
  operation: string;
  /**
   * Where it acts: a room, or a list. The operation makes this text up, and nothing but the same text is the same place.
   */
  place: string;
  /** The vendor's application. */
  applicationId: number;
  /** Where a media state is set. */
  roomId?: number;
  /** Whose blacklist is added to. */
  listOwnerId?: string;
  /** On whom it acts: up to 1000 users. None: on the place as a whole. */
  userIds: readonly string[];
  /** The input with its defaults filled in, as a JSON object. */
  input: string;
  reason?: string;
  idempotencyKey?: string;
  /** Of the caller's input: tells whether a repeat of the key is the same action. */
  inputDigest?: string;
}

/** What came of an action. */
export interface Outcome {
  status: Exclude<ActionStatus, 'PENDING'>;
  /** The union member that the caller is given, as a JSON object with `__typename`. */
  answer: string;
  vendorCode?: string;
  vendorRequestIds: readonly string[];
  /** How often the vendor was called for it; calls that other actions shared count for each. */
  attempts: number;
  durationMs?: number;
  /** Nothing was changed, so the idempotency key may be used again. */
  freesKey: boolean;
}

/** What an action acts on: a user in a place, or the place as a whole, whose `userId` is ''. */
export interface Target {
  place: string;
  userId: string;
}

/**
 * One row of the journal. `place` is '' where the action was over before gateways recorded places.
 */
export interface ActionRecord extends Omit<Intent, 'inputDigest'> {
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
  /** The gateway that began it did not finish it; another start of it, or another gateway, found out what happened. */
  recovered: boolean;
}
