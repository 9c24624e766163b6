import { z } from 'zod';

/**
 * How an emulator misbehaves on demand. A fault applies to the next `times` requests that pass the checks of signature,
 * `Action` and quota. Faults apply in the order of injection.
 *
 * These fields belong to every fault, including the kinds that only one vendor has.
 */
export const faultTarget = {
  /** Limits the fault to requests for this `Action`. Absent: any. */
  action: z.string().min(1).optional(),
  /** How many requests the fault applies to. 1 by default. */
  times: z.int().min(1).max(1_000_000).default(1),
  /** How long the answer (or the cut) is held back. The request is still processed on arrival. */
  delayMs: z.int().min(0).max(600_000).default(0),
};
/** Whether the emulator applies the request before it misbehaves. */
export const applied = z.boolean().default(false);
/** How long after its arrival an `applied` request is processed if its answer is never sent. */
const appliedAfterMs = z.int().min(0).max(600_000).default(0);

/** The kinds of faults that every vendor has. */
export const commonFaults = [
  /** The vendor's normal answer, late. */
  z.strictObject({ ...faultTarget, kind: z.literal('delay') }),
  /** The connection is reset. */
  z.strictObject({ ...faultTarget, kind: z.literal('reset'), applied, appliedAfterMs }),
  /** No answer ever comes, and the connection stays open. */
  z.strictObject({ ...faultTarget, kind: z.literal('silence'), applied, appliedAfterMs }),
  /** The headers of the normal answer and its first `bytes` bytes, then the end of the connection. */
  z.strictObject({ ...faultTarget, kind: z.literal('truncate'), bytes: z.int().min(0) }),
  /** The given answer instead of the vendor's, as a proxy in between might send it. */
  z.strictObject({
    ...faultTarget,
    kind: z.literal('verbatim'),
    applied,
    status: z.int().min(200).max(599),
    headers: z.record(z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/), z.string().regex(/^[\t -~]*$/)).default({}),
    body: z.string().default(''),
  }),
  /** The vendor's answer to a call over the quota, though the emulator's own count is within it. */
  z.strictObject({ ...faultTarget, kind: z.literal('throttle') }),
] as const;

const commonKinds: ReadonlySet<string> = new Set(commonFaults.map(({ shape }) => shape.kind.value));

type CommonFault = z.output<(typeof commonFaults)[number]>;

/** A fault with its defaults filled in. `kind` may be a kind that only one vendor has. */
export interface Fault {
  kind: string;
  action?: string | undefined;
  times: number;
  delayMs: number;
  applied?: boolean;
  appliedAfterMs?: number;
}

/** Undefined if only one vendor has this kind of fault. */
export function asCommonFault(fault: Fault | undefined): CommonFault | undefined {
  return fault && commonKinds.has(fault.kind) ? (fault as CommonFault) : undefined;
}

export class FaultQueue<F extends { times: number }> {
  #faults: F[] = [];

  add(fault: F): void {
    this.#faults.push({ ...fault });
  }

  /** Returns the first fault that may come now, if there is one, and lowers its count by one. */
  take(meets: (fault: F) => boolean): F | undefined {
    const fault = this.#faults.find(meets);
    if (!fault) return undefined;
    fault.times -= 1;
    if (fault.times === 0) this.#faults = this.#faults.filter((other) => other !== fault);
    return fault;
  }

  /** The faults still to come. */
  pending(): readonly F[] {
    return this.#faults;
  }

  clear(): void {
    this.#faults = [];
  }
}
