import { setMaxListeners } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import type { ArrivedRequest } from './arrived-request.js';
import { type ControlRoute, readControlInput } from './control-api.js';
import { asCommonFault, type Fault, FaultQueue } from './fault.js';
import { LatestEntries } from './latest-entries.js';
import { SlidingWindowQuota, type Traffic } from './sliding-window-quota.js';

export interface VendorRequest {
  method: string;
  /** The text after `?`, as sent. */
  rawQuery: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

export interface VendorAnswer {
  status: number;
  body: string;
  /** The vendor's error code. Undefined on success. */
  code: string | undefined;
}

/** A call that passed all checks before the quota. */
interface AdmittedCall<F> {
  /** Calls with the same key share one quota. */
  quotaKey: string;
  callsPerSecond: number;
  perform(fault: F | undefined): VendorAnswer;
  refuseOverQuota(): VendorAnswer;
  /** Undefined unless the fault is an error of the vendor. */
  injectedError(fault: F): VendorAnswer | undefined;
}

export type Admission<F> = { refusal: VendorAnswer; authenticated: boolean } | { call: AdmittedCall<F> };

/** The parts that differ between the vendors. */
export interface Vendor<F extends Fault, FaultInput> {
  faultSchema: z.ZodType<F, FaultInput>;
  /** Reads the `Action` and the region from the request, before anything is verified. */
  identify(request: VendorRequest): { action: string; region: string };
  /** Checks everything except the parameters, since the quota counts a call whatever its parameters are. */
  admit(request: VendorRequest, epochMs: number): Admission<F>;
  /** Restores the initial state. */
  resetState(): void;
  controlRoutes: readonly ControlRoute[];
}

/**
 * Answers as the vendor would. It checks the signature, then the quota, then the faults, and only then performs the
 * call.
 */
export class VendorEndpoint<F extends Fault, FaultInput> {
  readonly #vendor: Vendor<F, FaultInput>;
  readonly #closing: AbortSignal;
  readonly #faults = new FaultQueue<F>();
  readonly #arrived = new LatestEntries<ArrivedRequest>();
  #quota = new SlidingWindowQuota();

  /** Aborting `closing` ends the waits of delayed answers. */
  constructor(vendor: Vendor<F, FaultInput>, closing: AbortSignal) {
    this.#vendor = vendor;
    this.#closing = closing;
    // Each delayed answer adds a listener. Node would warn of a leak that does not exist.
    setMaxListeners(0, closing);
  }

  injectFault(input: unknown): void {
    this.#faults.add(readControlInput(this.#vendor.faultSchema, input));
  }

  pendingFaults(): readonly F[] {
    return this.#faults.pending();
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  requests(): readonly ArrivedRequest[] {
    return this.#arrived.latest();
  }

  clearRequests(): void {
    this.#arrived.clear();
  }

  traffic(): Traffic {
    return this.#quota.traffic();
  }

  reset(): void {
    this.#faults.clear();
    this.#arrived.clear();
    this.#quota = new SlidingWindowQuota();
    this.#vendor.resetState();
  }

  /** `at`: the arrival, on the clock that counts the quota. */
  async answer(request: VendorRequest, at: number, epochMs: number, response: ServerResponse): Promise<void> {
    const entry: ArrivedRequest = {
      at,
      ...this.#vendor.identify(request),
      headers: request.headers,
      body: request.body.toString(),
      answeredStatus: undefined,
      code: undefined,
      authenticated: true,
      applied: false,
    };
    this.#arrived.add(entry);

    const admission = this.#vendor.admit(request, epochMs);
    if ('refusal' in admission) {
      entry.authenticated = admission.authenticated;
      send(admission.refusal, undefined, entry, response);
      return;
    }
    const { answer, fault } = this.#process(admission.call, entry);
    if (fault && fault.delayMs > 0) await sleep(fault.delayMs, undefined, { signal: this.#closing });
    send(answer, fault, entry, response);
  }

  /** The answer is undefined only for a fault that sends no answer of the vendor. */
  #process(
    call: AdmittedCall<F>,
    entry: ArrivedRequest,
  ): { answer: VendorAnswer | undefined; fault: F | undefined } {
    const isOverQuota = this.#quota.isSpent(call.quotaKey, call.callsPerSecond, entry.at);
    const fault = isOverQuota
      ? undefined
      : this.#faults.take(({ action }) => (action ?? entry.action) === entry.action);
    if (isOverQuota || fault?.kind === 'throttle') {
      this.#quota.refuse();
      return { answer: call.refuseOverQuota(), fault };
    }
    this.#quota.accept(call.quotaKey, entry.at);

    const isPerformed = fault?.applied ?? true;
    const afterMs = fault?.appliedAfterMs ?? 0;
    if (isPerformed && afterMs > 0) {
      sleep(afterMs, undefined, { signal: this.#closing }).then(
        () => perform(call, fault, entry),
        () => {},
      );
      return { answer: undefined, fault };
    }
    const outcome = isPerformed ? perform(call, fault, entry) : undefined;
    const injectedError = fault && call.injectedError(fault);
    return { answer: injectedError ?? outcome, fault };
  }
}

function perform<F>(call: AdmittedCall<F>, fault: F | undefined, entry: ArrivedRequest): VendorAnswer {
  const answer = call.perform(fault);
  entry.applied = answer.code === undefined;
  return answer;
}

function send(
  answer: VendorAnswer | undefined,
  anyFault: Fault | undefined,
  entry: ArrivedRequest,
  response: ServerResponse,
): void {
  const fault = asCommonFault(anyFault);
  if (fault?.kind === 'silence' || response.destroyed) return;
  if (fault?.kind === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  if (fault?.kind === 'verbatim') {
    entry.answeredStatus = fault.status;
    response.writeHead(fault.status, fault.headers).end(fault.body);
    return;
  }
  if (!answer) throw new Error('a call that was neither performed nor refused');

  entry.answeredStatus = answer.status;
  entry.code = answer.code;
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': body.length });
  if (fault?.kind !== 'truncate' || fault.bytes >= body.length) {
    response.end(body);
    return;
  }
  response.flushHeaders();
  response.write(body.subarray(0, fault.bytes));
  response.socket?.destroySoon();
}
