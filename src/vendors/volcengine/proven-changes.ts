import type { Clock } from '../../time/clock.js';
import { IN_FLIGHT_MS } from '../calling/permits.js';
import { type CallLimits, type CallRequest, type CallResult, latestStart } from '../calling/retry.js';
import type { VendorFailure } from '../calling/vendor-failure.js';
import type { ListChangeAnswer } from './calls/list-change.js';

/** A call that several users shared, possibly from several requests. */
export interface SharedCall {
  /** The number of attempts. */
  readonly attempts: number;
}

/** The result for one user of a call. `wholeCall`: the failure is of the whole call, not of this user alone. */
export type UserChange =
  // `inferred`: the answer to an attempt was lost, and none later made the change. The user is as it would leave them, but may
  // have been so before.
  (
    | { done: true; vendorRequestId?: string | undefined; inferred?: true }
    | { done: false; failure: VendorFailure; wholeCall: boolean }
  ) & { call: SharedCall };

/** Asks the vendor which of these users are on the list. */
type Look = (userIds: readonly string[]) => Promise<CallResult<ReadonlyMap<string, boolean>>>;

/** What the change aims at, and how to find out whether it was made. */
interface Proof {
  /** Whether the change leaves the users on the list. Undefined: who is on the list proves nothing. */
  leavesListed: boolean | undefined;
  look: Look;
}

/**
 * Returns the results for the users of a call that changes a list, in the order of the users. The call must have ended.
 *
 * An attempt whose answer was lost may have changed the list, or may still do so. If a later attempt refuses some or
 * all of the users, that proves nothing. So the vendor is asked who is on the list, if the deadline leaves time:
 * - If a user is as the change would leave them, the change was made.
 * - If a user is not, and no request could still arrive when the vendor was asked, the change was not made.
 * - Otherwise the outcome stays unknown. So it does if the change does not decide who is on the list.
 */
export async function provenChanges(
  call: CallResult<ListChangeAnswer>,
  userIds: readonly string[],
  { clock, timeoutMs }: CallLimits,
  { deadline }: CallRequest,
  { leavesListed, look }: Proof,
): Promise<UserChange[]> {
  const changes = changesBy(call, userIds);
  const { inDoubtSince } = call;
  const endedRefused = call.ok || call.lastOutcome === 'NOT_APPLIED';
  const doubtful = userIds.filter((_, index) => changes[index]?.done === false);
  if (inDoubtSince === undefined || !endedRefused || doubtful.length === 0) return changes;

  if (leavesListed === undefined) return changes.map(withUnknownOutcome);
  const settledAt = inDoubtSince + timeoutMs + IN_FLIGHT_MS;
  await shortWaitUntil(settledAt, clock, latestStart(deadline, clock.now(), timeoutMs));
  const isSettled = clock.now() >= settledAt;
  const listed = await look(doubtful);
  return changes.map((change, index) => {
    if (change.done) return change;
    const { failure } = change;
    const isListed = listed.ok ? listed.value.get(userIds[index] ?? '') : undefined;
    if (isListed === leavesListed)
      return { done: true, inferred: true, vendorRequestId: failure.vendorRequestId, call };
    const outcome = isListed === !leavesListed && isSettled ? 'NOT_APPLIED' : 'UNKNOWN';
    return { ...change, failure: { ...failure, outcome } };
  });
}

/** The results according to the call's own answer. Users with the same result share one object. */
function changesBy(call: CallResult<ListChangeAnswer>, userIds: readonly string[]): UserChange[] {
  if (!call.ok) {
    const failed: UserChange = { done: false, failure: call.failure, wholeCall: true, call };
    return userIds.map(() => failed);
  }
  const done: UserChange = { done: true, vendorRequestId: call.vendorRequestId, call };
  const inferred: UserChange = { inferred: true, ...done };
  return userIds.map((userId) => {
    const told = call.value.get(userId);
    if (told === 'already so') return inferred;
    return told ? { done: false, failure: told, wholeCall: false, call } : done;
  });
}

function withUnknownOutcome(change: UserChange): UserChange {
  return change.done ? change : { ...change, failure: { ...change.failure, outcome: 'UNKNOWN' } };
}

/** Waits until `time`, if it is near and not past `latest`. After a timeout, the proof may need only a moment more. */
async function shortWaitUntil(time: number, clock: Clock, latest: number): Promise<void> {
  if (time > latest || time > clock.now() + IN_FLIGHT_MS) return;
  while (clock.now() < time) {
    await new Promise<void>((resolve) => clock.after(time - clock.now(), resolve));
  }
}
