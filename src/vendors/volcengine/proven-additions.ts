import type { Clock } from '../../time/clock.js';
import { IN_FLIGHT_MS } from '../calling/permits.js';
import { type CallLimits, type CallRequest, type CallResult, latestStart } from '../calling/retry.js';
import type { VendorFailure } from '../calling/vendor-failure.js';
import type { AddBlackListAnswer } from './volcengine-client.js';

/** What became of one user of a call. `wholeCall`: the vendor said it of the call, not of this user. */
export type UserAddition =
  | { added: true; vendorRequestId?: string | undefined }
  | { added: false; failure: VendorFailure; wholeCall: boolean };

/** Asks the vendor which of these users are on the list. */
type Look = (userIds: readonly string[]) => Promise<CallResult<ReadonlyMap<string, boolean>>>;

/**
 * What became of the users of an AddBlackList call that is over, in their order.
 *
 * An attempt whose answer was lost may have put users on the list, or may do so yet. When a later attempt refuses some
 * of them, or all, that proves nothing. So the vendor is asked who is on the list, where the deadline leaves time:
 * - whoever is on it was added;
 * - whoever is not was not added, if nothing that was sent could come any more when the vendor was asked;
 * - all else stays unknown.
 */
export async function provenAdditions(
  call: CallResult<AddBlackListAnswer>,
  userIds: readonly string[],
  { clock, timeoutMs }: CallLimits,
  { deadline }: CallRequest,
  look: Look,
): Promise<UserAddition[]> {
  const additions = userIds.map((userId) => additionOf(call, userId));
  const { inDoubtSince } = call;
  const endedRefused = call.ok || call.lastOutcome === 'NOT_APPLIED';
  const doubtful = userIds.filter((_, index) => additions[index]?.added === false);
  if (inDoubtSince === undefined || !endedRefused || doubtful.length === 0) return additions;

  const settledAt = inDoubtSince + timeoutMs + IN_FLIGHT_MS;
  await shortWaitUntil(settledAt, clock, latestStart(deadline, clock.now(), timeoutMs));
  const isSettled = clock.now() >= settledAt;
  const listed = await look(doubtful);
  return additions.map((addition, index) => {
    if (addition.added) return addition;
    const { failure } = addition;
    const isListed = listed.ok ? listed.value.get(userIds[index] ?? '') : undefined;
    if (isListed) return { added: true, vendorRequestId: failure.vendorRequestId };
    const outcome = isListed === false && isSettled ? 'NOT_APPLIED' : 'UNKNOWN';
    return { ...addition, failure: { ...failure, outcome } };
  });
}

/** As the call's own answers have it. */
function additionOf(call: CallResult<AddBlackListAnswer>, userId: string): UserAddition {
  if (!call.ok) return { added: false, failure: call.failure, wholeCall: true };
  const { requestId, failures } = call.value;
  const failure = failures.get(userId);
  return failure ? { added: false, failure, wholeCall: false } : { added: true, vendorRequestId: requestId };
}

/** After a time-out, a moment is all that lacks for a proof. Nobody is kept waiting for longer, or past `latest`. */
async function shortWaitUntil(time: number, clock: Clock, latest: number): Promise<void> {
  if (time > latest || time > clock.now() + IN_FLIGHT_MS) return;
  while (clock.now() < time) {
    await new Promise<void>((resolve) => clock.after(time - clock.now(), resolve));
  }
}
