import { z } from 'zod';

/**
 * How an emulator misbehaves on demand. A fault meets requests that passed the vendor's checks of signature, action
 * and quota; in the order of injection, each for its next `times` requests.
 *
 * These fields belong to every fault, also to the kinds that only one vendor has.
 */
export const faultTarget = {
  /** Only requests for this action; otherwise any. */
  action: z.string().min(1).optional(),
  /** How many requests it meets; 1 by default. */
  times: z.int().min(1).max(1_000_000).default(1),
  /** How long the answer (or the cut) is held back; the request is processed on arrival all the same. */
  delayMs: z.int().min(0).max(600_000).default(0),
};
/** Whether the vendor does what was asked before it misbehaves. */
export const applied = z.boolean().default(false);
/** How long after its arrival an `applied` request is processed whose answer is never sent. */
const appliedAfterMs = z.int().min(0).max(600_000).default(0);

/** What can happen to the requests of any vendor. */
export const commonFaults = [
  /** The vendor's normal answer, late. */
  z.strictObject({ ...faultTarget, kind: z.literal('delay') }),
  /** The connection is reset. */
  z.strictObject({ ...faultTarget, kind: z.literal('reset'), applied, appliedAfterMs }),
  /** No answer ever comes, and the connection stays open. */
  z.strictObject({ ...faultTarget, kind: z.literal('silence'), applied, appliedAfterMs }),
  /** The normal answer's headers and its first `bytes` bytes, then the end of the connection. */
  z.strictObject({ ...faultTarget, kind: z.literal('truncate'), bytes: z.int().min(0) }),
  /** Another answer, verbatim: what a proxy in between might say. */
  z.strictObject({
    ...faultTarget,
    kind: z.literal('verbatim'),
    applied,
    status: z.int().min(200).max(599),
    headers: z.record(z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/), z.string().regex(/^[\t -~]*$/)).default({}),
    body: z.string().default(''),
  }),
  /** The vendor's answer to a call over the quota, though the emulator's own count is not. */
  z.strictObject({ ...faultTarget, kind: z.literal('throttle') }),
] as const;

const commonKinds: ReadonlySet<string> = new Set(commonFaults.map(({ shape }) => shape.kind.value));

type CommonFault = z.output<(typeof commonFaults)[number]>;

/** A fault with the defaults filled in. `kind` may be one of the vendor's own. */
export interface Fault {
  kind: string;
  action?: string | undefined;
  times: number;
  delayMs: number;
  applied?: boolean;
  appliedAfterMs?: number;
}

/** Undefined for a fault of one of the vendor's own kinds. */
export function asCommonFault(fault: Fault | undefined): CommonFault | undefined {
  return fault && commonKinds.has(fault.kind) ? (fault as CommonFault) : undefined;
}

export class FaultQueue<F extends Fault> {
  #faults: F[] = [];

  add(fault: F): void {
    this.#faults.push({ ...fault });
  }

  /** The fault that this request meets, if any; its count goes down by one. */
  take(action: string): F | undefined {
    const fault = this.#faults.find((fault) => fault.action === undefined || fault.action === action);
    if (!fault) return undefined;
    fault.times -= 1;
    if (fault.times === 0) this.#faults = this.#faults.filter((other) => other !== fault);
    return fault;
  }

  /** Those still to come. */
  pending(): readonly F[] {
    return this.#faults;
  }

  clear(): void {
    this.#faults = [];
  }
}
