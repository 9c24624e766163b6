import { type Clock, systemClock } from '../../time/clock.js';
import { readControlInput } from '../endpoint/control-api.js';
import { FaultQueue } from '../endpoint/fault.js';
import { LatestEntries } from '../endpoint/latest-entries.js';
import { type Callback, CallbackDelivery, type CallbackTarget, signCallback } from './callback-delivery.js';
import { type CallbackFault, callbackFaultSchema, LONGEST_HOLD_MS, meets } from './callback-fault.js';
import { callbackBody, EventTimes, type RoomEvent } from './room-event.js';

/** The callbacks that are neither delivered nor lost. More are lost at once. */
const MAX_UNDELIVERED = 10_000;

export interface CallbackOptions {
  /** Absent: events are not told to anybody. */
  target?: CallbackTarget;
  /** Default: the time of day. */
  epochMs?: () => number;
  /** For retries and faults. Default: the real clock. */
  clock?: Clock;
}

/** Makes the callbacks of events, and lets them go astray where a fault says so. */
export class Callbacks {
  readonly #epochMs: () => number;
  readonly #times: EventTimes;
  readonly #delivery: CallbackDelivery;
  readonly #faults = new FaultQueue<CallbackFault>();
  readonly #made = new LatestEntries<Callback>();
  /** The callbacks that are held back until others were sent. */
  readonly #held = new Set<HeldCallback>();
  /** The first attempts that are under way. */
  readonly #firstAttempts = new Set<Promise<void>>();
  #target: CallbackTarget | undefined;
  #undelivered = 0;
  #count = 0;

  constructor({ target, epochMs = Date.now, clock = systemClock }: CallbackOptions) {
    this.#target = target;
    this.#epochMs = epochMs;
    this.#times = new EventTimes(epochMs);
    this.#delivery = new CallbackDelivery({ clock, epochMs });
  }

  /** From now on, callbacks go there. */
  sendTo(target: CallbackTarget): void {
    this.#target = target;
  }

  tell(event: RoomEvent): void {
    if (!this.#target) return;
    const eventMs = this.#times.timeOf(event);
    const body = () => callbackBody(event, eventMs, this.#epochMs());
    const fault = this.#faults.take((candidate) => meets(candidate, event));
    const callback = this.#add(event);
    const send = () => this.#send(callback, body());
    if (fault?.kind === 'lose') this.#end(callback, 'lost');
    else if (fault?.kind === 'delay') this.#delivery.after(fault.delayMs, send);
    else if (fault?.kind === 'reorder') {
      const sendNow = this.#delivery.after(LONGEST_HOLD_MS, send);
      this.#held.add({ number: callback.number, behind: fault.behind, sendNow });
    } else send();
    if (fault?.kind !== 'repeat') return;
    for (let copies = 0; copies < fault.copies; copies += 1) {
      const copy = this.#add(event);
      this.#delivery.after(fault.delayMs, () =>
        this.#send(copy, fault.newCallbackTs ? body() : callback.body),
      );
    }
  }

  injectFault(input: unknown): void {
    this.#faults.add(readControlInput(callbackFaultSchema, input));
  }

  pendingFaults(): readonly CallbackFault[] {
    return this.#faults.pending();
  }

  /** Forgets the faults still to come. What they hold back already comes in its time. */
  clearFaults(): void {
    this.#faults.clear();
  }

  /** The latest 10,000, oldest first. */
  made(): readonly Callback[] {
    return this.#made.latest();
  }

  clearMade(): void {
    this.#made.clear();
  }

  /** Resolves when every callback so far was sent once, but for those that a fault holds back. */
  async sent(): Promise<void> {
    await Promise.all(this.#firstAttempts);
  }

  close(): Promise<void> {
    return this.#delivery.close();
  }
  #add({ sdkAppId, type }: RoomEvent): Callback {
    this.#count += 1;
    const callback: Callback = {
      number: this.#count,
      sdkAppId,
      eventType: type,
      body: '',
      sign: '',
      state: 'waiting',
      attempts: [],
    };
    this.#made.add(callback);
    this.#undelivered += 1;
    if (this.#undelivered > MAX_UNDELIVERED) this.#end(callback, 'lost');
    return callback;
  }

  #send(callback: Callback, body: string): void {
    const target = this.#target;
    if (!target || callback.state !== 'waiting') return;
    callback.body = body;
    callback.sign = signCallback(target.key, body);
    const firstAttempt = new Promise<void>((resolve) => {
      this.#delivery.deliver(callback, target.url, (ended) => {
        if (callback.attempts.length === 1) this.#sentBefore(callback.number);
        if (ended) this.#end(callback, ended);
        resolve();
      });
    });
    this.#firstAttempts.add(firstAttempt);
    void firstAttempt.then(() => this.#firstAttempts.delete(firstAttempt));
  }

  #end(callback: Callback, state: 'delivered' | 'lost'): void {
    callback.state = state;
    this.#undelivered -= 1;
  }

  /** Sends what was held back for the callback with this number. */
  #sentBefore(number: number): void {
    for (const held of this.#held) {
      if (held.number > number) continue;
      held.behind -= 1;
      if (held.behind > 0) continue;
      this.#held.delete(held);
      held.sendNow();
    }
  }
}

interface HeldCallback {
  number: number;
  /** How many later callbacks are to be sent before. */
  behind: number;
  sendNow: () => void;
}
