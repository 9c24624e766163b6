import type { Dispatcher } from 'undici';
import type { Life } from './simulated-journal.js';

export type Switch = 'ENABLED' | 'DISABLED';
export interface Blocks {
  audio: Switch;
  video: Switch;
}

/** What becomes of one call. Times are in milliseconds. */
export type Fate =
  | { kind: 'answered'; there: number; back: number }
  /** A refusal that is certain. */
  | { kind: 'refused'; there: number; back: number; code: string }
  /** An error that does not say whether anything was done. */
  | { kind: 'undecided'; there: number; back: number; executes: boolean }
  | { kind: 'unreachable'; there: number }
  /** The connection is cut. The call may be executed before that, or so long after it. */
  | { kind: 'cut'; there: number; executes: 'never' | 'before' | 'after'; lateMs: number }
  /** The gateway's time limit cuts the connection. */
  | { kind: 'silent'; there: number; executes: 'never' | 'before' | 'after'; lateMs: number };

export const GOOD: Fate = { kind: 'answered', there: 5, back: 5 };

/** One attempt of a call. */
export interface Attempt {
  readonly room: string;
  readonly userId: string;
  /** Undefined: a removal from the room. */
  readonly state: Blocks | undefined;
  readonly life: Life;
  readonly sentAt: number;
  /** When the gateway learnt what came of it, or gave it up. */
  endedAt: number | undefined;
  executedAt: number | undefined;
  requestId: string | undefined;
  fate: Fate;
  /** The code of the vendor's answer. */
  code: string | undefined;
}

interface Person extends Blocks {
  /** When this stay began. */
  since: number;
  stay: number;
}

/** The vendor's clock. */
interface VendorTime {
  now(): number;
  after(ms: number, callback: () => void): unknown;
}

/** Stands for TRTC: it takes signed HTTP requests from gateways' dispatchers, and answers, loses and delays them. */
export class SimulatedVendor {
  readonly attempts: Attempt[] = [];
  readonly people = new Map<string, Person>();
  /** Blocks of those who have left. */
  readonly #left = new Map<string, Blocks>();
  readonly #stays = new Map<string, number>();
  readonly #time: VendorTime;
  readonly #epochMs: () => number;
  readonly #nextFate: () => Fate;
  readonly #blocksOutliveLeaving: boolean;
  /** Told of everybody whom a call has removed. */
  onRemoved: (room: string, userId: string) => void = () => {};

  constructor(time: VendorTime, epochMs: () => number, nextFate: () => Fate, blocksOutliveLeaving: boolean) {
    this.#time = time;
    this.#epochMs = epochMs;
    this.#nextFate = nextFate;
    this.#blocksOutliveLeaving = blocksOutliveLeaving;
  }

  enter(room: string, userId: string): boolean {
    const key = keyOf(room, userId);
    if (this.people.has(key)) return false;
    const kept = this.#blocksOutliveLeaving ? this.#left.get(key) : undefined;
    const stay = (this.#stays.get(key) ?? -1) + 1;
    this.#stays.set(key, stay);
    this.people.set(key, { audio: 'ENABLED', video: 'ENABLED', ...kept, since: this.#time.now(), stay });
    return true;
  }

  leave(room: string, userId: string): boolean {
    const key = keyOf(room, userId);
    const person = this.people.get(key);
    if (!person) return false;
    this.#left.set(key, { audio: person.audio, video: person.video });
    return this.people.delete(key);
  }

  /** A gateway has died, and with it its connections. What it had sent may still be executed. */
  cut(life: Life): void {
    for (const attempt of this.attempts) {
      const { fate } = attempt;
      if (attempt.life !== life || attempt.endedAt !== undefined) continue;
      attempt.endedAt = this.#time.now();
      if (fate.kind === 'silent' && fate.executes === 'after') {
        this.#time.after(fate.lateMs, () => this.#execute(attempt));
      }
    }
  }

  /** Requests of one gateway come here. */
  dispatcher(life: Life): Dispatcher {
    return { dispatch: this.#dispatch.bind(this, life), close: async () => {} } as unknown as Dispatcher;
  }

  #dispatch(life: Life, options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const body = JSON.parse(String(options.body));
    const headers = options.headers as Record<string, string>;
    const isRemoval = headers['x-tc-action']?.startsWith('RemoveUser');
    const named = isRemoval ? body.RoomId : (body.RoomId ?? body.StrRoomId);
    const fate = this.#nextFate();
    const attempt: Attempt = {
      room: `${typeof named === 'number' ? 'room' : 'str-room'}/${body.SdkAppId}/${named}`,
      userId: isRemoval ? body.UserIds[0] : body.UserId,
      state: isRemoval ? undefined : blocksOf(body.IsMute),
      life,
      sentAt: this.#time.now(),
      endedAt: undefined,
      executedAt: undefined,
      requestId: undefined,
      fate,
      code: undefined,
    };
    this.attempts.push(attempt);
    this.#carryOut(attempt, handler);
    return true;
  }

  #carryOut(attempt: Attempt, handler: Dispatcher.DispatchHandler): void {
    const { fate, life } = attempt;
    const later = (ms: number, run: () => void) => void this.#time.after(ms, run);
    let isOver = false;
    /** The gateway hears of it, if it lives. */
    const tell = (run: () => void) => {
      if (isOver || life.died) return;
      isOver = true;
      attempt.endedAt = this.#time.now();
      run();
    };
    const controller = {
      abort: () => {
        if (isOver) return;
        isOver = true;
        attempt.endedAt = this.#time.now();
        if (fate.kind === 'silent' && fate.executes === 'after')
          later(fate.lateMs, () => this.#execute(attempt));
      },
    } as unknown as Dispatcher.DispatchController;
    const fail = (code: string) =>
      tell(() => handler.onResponseError?.(controller, Object.assign(new Error(code), { code })));
    if (fate.kind === 'unreachable') {
      later(fate.there, () => fail('ECONNREFUSED'));
      return;
    }
    handler.onRequestStart?.(controller, {});
    const answer = (code: string | undefined) => {
      attempt.code = code;
      attempt.requestId = `request-${this.attempts.indexOf(attempt)}`;
      later('back' in fate ? fate.back : 0, () => tell(() => this.#answer(attempt, controller, handler)));
    };
    later(fate.there, () => {
      switch (fate.kind) {
        case 'answered':
          return answer(this.#execute(attempt));
        case 'refused':
          return answer(fate.code);
        case 'undecided':
          if (fate.executes) this.#execute(attempt);
          return answer('InternalError');
        case 'cut':
          if (fate.executes === 'before') this.#execute(attempt);
          if (fate.executes === 'after') later(fate.lateMs, () => this.#execute(attempt));
          return fail('ECONNRESET');
        case 'silent':
          if (fate.executes === 'before') this.#execute(attempt);
      }
    });
  }

  /** The code of a refusal. Undefined: it was done. */
  #execute(attempt: Attempt): string | undefined {
    const { room, userId, state } = attempt;
    if (attempt.executedAt !== undefined) return undefined;
    const person = this.people.get(keyOf(room, userId));
    if (!state) {
      attempt.executedAt = this.#time.now();
      if (this.leave(room, userId)) this.onRemoved(room, userId);
      return undefined;
    }
    if (!person) return 'FailedOperation.UserNotExist';
    attempt.executedAt = this.#time.now();
    Object.assign(person, state);
    return undefined;
  }

  #answer(
    { code, requestId }: Attempt,
    controller: Dispatcher.DispatchController,
    handler: Dispatcher.DispatchHandler,
  ): void {
    const error = code === undefined ? {} : { Error: { Code: code, Message: 'no' } };
    const body = JSON.stringify({ Response: { ...error, RequestId: requestId } });
    handler.onResponseStart?.(controller, 200, { date: new Date(this.#epochMs()).toUTCString() }, 'OK');
    handler.onResponseData?.(controller, Buffer.from(body));
    handler.onResponseEnd?.(controller, {});
  }
}

export function keyOf(room: string, userId: string): string {
  return `${room}\n${userId}`;
}

function blocksOf(isMute: number): Blocks {
  return {
    audio: isMute === 1 || isMute === 2 ? 'DISABLED' : 'ENABLED',
    video: isMute === 1 || isMute === 3 ? 'DISABLED' : 'ENABLED',
  };
}
