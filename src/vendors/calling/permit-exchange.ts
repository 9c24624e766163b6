import type { SharedQuotaState, WaitingGateway } from './permit-ledger.js';
import { allPermitsIn, type CallEnd, Permits, shiftTimes } from './permits.js';

/** What one gateway hands in and asks for. */
export interface PermitRequest {
  gateway: string;
  callsPerSecond: number;
  /** Calls that are over, on the ledger's clock, and slots that were not used. */
  ended: { id: string; call: CallEnd }[];
  /** Calls that wait for a slot. */
  waiting: number;
  /** When the slots start, on the ledger's clock, that the gateway has already for some of them; ascending. */
  reserved: number[];
  /** A permit of a gateway that is not heard of again comes back so long after its slot. */
  lapseAfterMs: number;
  newId: () => string;
}

export interface ReservedSlot {
  id: string;
  /** When its call may go: now, or a little later. */
  at: number;
  /** Whether there was a line. */
  waited: boolean;
}

/**
 * One gateway's turn at the permits that several share, by the rules that each keeps to alone.
 *
 * A gateway reserves slots ahead of their time, so that none passes while gateways ask for it. It may have as many in
 * reserve as fit into `LEAD_MS`, shared among the gateways with a line; but always one, however far ahead, as long as
 * the permit that it needs is known to come back. With as many reserved by each, and each slot after all those that
 * are reserved, the gateways take turns.
 *
 * With more gateways than there are permits to be foreseen, some have no slot in reserve. Then who has had one goes
 * behind those who have none: whoever hands a permit in would otherwise take it again, for ever.
 */
export function exchangePermits(
  before: SharedQuotaState | undefined,
  now: number,
  { gateway, callsPerSecond, ended, waiting, reserved, lapseAfterMs, newId }: PermitRequest,
): { state: SharedQuotaState; slots: ReservedSlot[] } {
  const state = before ?? { at: now, permits: allPermitsIn(callsPerSecond), line: [] };
  // A clock that was put back is taken to have stood still: otherwise all permits would stay out for as long.
  if (now < state.at) {
    shiftTimes(state.permits, now - state.at);
    for (const waitingGateway of state.line) waitingGateway[1] += now - state.at;
  }
  const permits = new Permits(callsPerSecond, state.permits);
  for (const { id, call } of ended) permits.end(id, call);
  permits.takeBack(now);

  const slots: ReservedSlot[] = [];
  let missing = waiting - reserved.length;
  const reserve = (at: number, waited: boolean) => {
    const id = newId();
    permits.take(id, at, now, at + lapseAfterMs);
    slots.push({ id, at, waited });
    missing--;
  };

  const line = state.line.filter(([, until]) => until > now);
  if (line.length === 0) {
    while (missing > 0 && permits.left(now) > 0) reserve(now, false);
  }

  const own = line.findIndex(([name]) => name === gateway);
  const wasEmpty = line[own]?.[2] ?? false;
  const others = line.filter(([name]) => name !== gateway);
  const ahead = (wasEmpty ? line.slice(0, own) : others).filter(([, , empty]) => empty).length;
  const slotMs = permits.slotMs(now);
  const most = Math.max(1, Math.floor(LEAD_MS / slotMs / (others.length + 1)));
  let inReserve = reserved.length;
  for (; missing > 0 && inReserve < most && permits.foreseeable(now) > ahead; inReserve++) {
    const at = Math.max(now, permits.nextAt(now));
    if (at === Infinity || (at > now + LEAD_MS && inReserve > 0)) break;
    reserve(at, true);
  }

  const last = Math.max(now, slots.at(-1)?.at ?? reserved.at(-1) ?? now);
  const until = missing > 0 ? last + FORGOTTEN_AFTER_MS : last;
  const isEmpty = missing > 0 && inReserve === 0;
  const place: WaitingGateway = [gateway, until, isEmpty];
  if (isEmpty && wasEmpty) line[own] = place;
  else {
    if (own >= 0) line.splice(own, 1);
    if (until > now) line.push(place);
  }
  return { state: { at: now, permits: state.permits, line }, slots };
}

/**
 * How far ahead slots are reserved: many times what an exchange takes, and little enough that a single call of another
 * gateway's does not wait long behind them.
 */
const LEAD_MS = 100;

/** Longer than gateways whose calls wait are silent. */
const FORGOTTEN_AFTER_MS = 2_000;
