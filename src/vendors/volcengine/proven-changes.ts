import type { Clock } from '../../time/clock.js';
import { IN_FLIGHT_MS } from '../calling/permits.js';
import { type CallLimits, type CallRequest, type CallResult, latestStart } from '../calling/retry.js';
import type { VendorFailure } from '../calling/vendor-failure.js';
import type { ListChangeFailures } from './calls/list-change.js';

/** What became of one user of a call. `wholeCall`: the vendor said it of the call, not of this user. */
export type UserChange =
  | { done: true; vendorRequestId?: string | undefined }
  | { done: false; failure: VendorFailure; wholeCall: boolean };

/** Asks the vendor which of these users are on the list. */
type Look = (userIds: readonly string[]) => Promise<CallResult<ReadonlyMap<string, boolean>>>;

/** What the change is to come to, and how to find out whether it has. */
interface Proof {
  /** Whether the users are on the list once the change is made. */
  leavesListed: boolean;
  look: Look;
}

/**
 * What became of the users of a call that changes a list, in their order, once the call is over.
 *
 * An attempt whose answer was lost may have changed the list, or may do so yet. When a later attempt refuses some of the
 * users, or all, that proves nothing. So the vendor is asked who is on the list, where the deadline leaves time:
 * - for a user who is as the change leaves them, it was made;
 * - for any other user it was not made, if nothing that was sent could come any more when the vendor was asked;
 * - all else stays unknown.
 */
export async function provenChanges(
  call: CallResult<ListChangeFailures>,
  userIds: readonly string[],
  { clock, timeoutMs }: CallLimits,
  { deadline }: CallRequest,
  { leavesListed, look }: Proof,
): Promise<UserChange[]> {
  const changes = userIds.map((userId) => changeOf(call, userId));
  const { inDoubtSince } = call;
  const endedRefused = call.ok || call.lastOutcome === 'NOT_APPLIED';
  const doubtful = userIds.filter((_, index) => changes[index]?.done === false);
  if (inDoubtSince === undefined || !endedRefused || doubtful.length === 0) return changes;

  const settledAt = inDoubtSince + timeoutMs + IN_FLIGHT_MS;
  await shortWaitUntil(settledAt, clock, latestStart(deadline, clock.now(), timeoutMs));
  const isSettled = clock.now() >= settledAt;
  const listed = await look(doubtful);
  return changes.map((change, index) => {
    if (change.done) return change;
    const { failure } = change;
    const isListed = listed.ok ? listed.value.get(userIds[index] ?? '') : undefined;
    if (isListed === leavesListed) return { done: true, vendorRequestId: failure.vendorRequestId };
    const outcome = isListed === !leavesListed && isSettled ? 'NOT_APPLIED' : 'UNKNOWN';
    return { ...change, failure: { ...failure, outcome } };
  });
}

/** As the call's own answers have it. */
function changeOf(call: CallResult<ListChangeFailures>, userId: string): UserChange {
  if (!call.ok) return { done: false, failure: call.failure, wholeCall: true };
  const failure = call.value.get(userId);
  return failure
    ? { done: false, failure, wholeCall: false }
    : { done: true, vendorRequestId: call.vendorRequestId };
}

/** After a time-out, the proof may need only a moment more. Nobody is kept waiting for longer, or past `latest`. */
async function shortWaitUntil(time: number, clock: Clock, latest: number): Promise<void> {
  if (time > latest || time > clock.now() + IN_FLIGHT_MS) return;
  while (clock.now() < time) {
    await new Promise<void>((resolve) => clock.after(time - clock.now(), resolve));
  }
}
