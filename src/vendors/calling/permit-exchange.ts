import type { SharedQuotaState, WaitingGateway } from './permit-ledger.js';
import { allPermitsIn, type CallEnd, Permits, shiftTimes } from './permits.js';

/** The permits that a gateway returns, and the slots that it asks for. */
export interface PermitRequest {
  gateway: string;
  callsPerSecond: number;
  /** Calls that have ended, and slots that were not used. Times are on the ledger's clock. */
  ended: { id: string; call: CallEnd }[];
  /** The number of calls that wait for a slot. */
  waiting: number;
  /** The start times of the slots that the gateway has already reserved, ascending, on the ledger's clock. */
  reserved: number[];
  /** If a gateway stops reporting, its permit comes back this long after the slot's start. */
  lapseAfterMs: number;
  newId: () => string;
}

export interface ReservedSlot {
  id: string;
  /** When the call may be sent: now, or a little later. */
  at: number;
  /** True if calls were waiting. */
  waited: boolean;
}

/**
 * Gives one gateway its turn at the shared permits. The rules are the same as for a gateway with a quota of its own.
 *
 * A gateway reserves slots before they start, so that no slot passes unused while gateways want it. It may reserve as
 * many as fit into `LEAD_MS`, divided among the gateways with waiting calls. It may always reserve one, however far
 * ahead, if it is known when the permit for it comes back. Since each gateway has the same limit, and each new slot
 * comes after all reserved ones, the gateways take turns.
 *
 * If there are more gateways than permits with a known return, some gateways have no reserved slot. Then a gateway that
 * has had a slot goes behind those without one. Otherwise the gateway that returns a permit would take it again each
 * time.
 */
export function exchangePermits(
  before: SharedQuotaState | undefined,
  now: number,
  { gateway, callsPerSecond, ended, waiting, reserved, lapseAfterMs, newId }: PermitRequest,
): { state: SharedQuotaState; slots: ReservedSlot[] } {
  const state = before ?? { at: now, permits: allPermitsIn(callsPerSecond), line: [] };
  // If the ledger's clock was set back, it is treated as if it had stood still. Otherwise all permits would stay out
  // for that long.
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
 * How far ahead slots are reserved. It is many times the duration of an exchange, and short enough that a single call
 * of another gateway does not wait long behind them.
 */
const LEAD_MS = 100;

/** Longer than a gateway with waiting calls stays silent. */
const FORGOTTEN_AFTER_MS = 2_000;
