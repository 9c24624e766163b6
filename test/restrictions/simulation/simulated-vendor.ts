import type { Dispatcher } from 'undici';
import type { Life } from './simulated-journal.js';

export type Switch = 'ENABLED' | 'DISABLED';
export interface Blocks {
  audio: Switch;
  video: Switch;
}
export type Role = 'ANCHOR' | 'AUDIENCE';

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
  /** Of a dismissal: nobody's. */
  readonly userId: string;
  readonly kind: 'block' | 'removal' | 'dismissal';
  /** Only of a block. */
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
  role: Role;
  /** What they send, as far as they are not blocked. */
  publishes: Set<'audio' | 'video'>;
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

  enter(room: string, userId: string, role: Role = 'ANCHOR'): boolean {
    const key = keyOf(room, userId);
    if (this.people.has(key)) return false;
    const kept = this.#blocksOutliveLeaving ? this.#left.get(key) : undefined;
    const stay = (this.#stays.get(key) ?? -1) + 1;
    this.#stays.set(key, stay);
    const since = this.#time.now();
    const publishes = new Set<'audio' | 'video'>();
    this.people.set(key, { audio: 'ENABLED', video: 'ENABLED', ...kept, since, stay, role, publishes });
    return true;
  }

  leave(room: string, userId: string): boolean {
    const key = keyOf(room, userId);
    const person = this.people.get(key);
    if (!person) return false;
    this.#left.set(key, { audio: person.audio, video: person.video });
    return this.people.delete(key);
  }

  /** Returns whether the role is another one than before. */
  changeRole(room: string, userId: string, role: Role): boolean {
    const person = this.people.get(keyOf(room, userId));
    if (!person || person.role === role) return false;
    person.role = role;
    if (role === 'AUDIENCE') person.publishes.clear();
    return true;
  }

  /** Returns whether the person starts to send the medium. Who is blocked, or is no anchor, does not. */
  publish(room: string, userId: string, medium: 'audio' | 'video'): boolean {
    const person = this.people.get(keyOf(room, userId));
    if (person?.role !== 'ANCHOR' || person[medium] === 'DISABLED' || person.publishes.has(medium))
      return false;
    person.publishes.add(medium);
    return true;
  }

  /** Returns whether the person sent the medium. */
  stop(room: string, userId: string, medium: 'audio' | 'video'): boolean {
    return this.people.get(keyOf(room, userId))?.publishes.delete(medium) ?? false;
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
    const action = headers['x-tc-action'] ?? '';
    const isRemoval = action.startsWith('RemoveUser');
    const isDismissal = action.startsWith('DismissRoom');
    const named = isRemoval || isDismissal ? body.RoomId : (body.RoomId ?? body.StrRoomId);
    const fate = this.#nextFate();
    const attempt: Attempt = {
      room: `${typeof named === 'number' ? 'room' : 'str-room'}/${body.SdkAppId}/${named}`,
      userId: isRemoval ? body.UserIds[0] : (body.UserId ?? ''),
      kind: isRemoval ? 'removal' : isDismissal ? 'dismissal' : 'block',
      state: isRemoval || isDismissal ? undefined : blocksOf(body.IsMute),
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
    if (attempt.kind === 'dismissal') return this.#dismiss(attempt);
    const person = this.people.get(keyOf(room, userId));
    if (!state) {
      attempt.executedAt = this.#time.now();
      if (this.leave(room, userId)) this.onRemoved(room, userId);
      return undefined;
    }
    if (!person) return 'FailedOperation.UserNotExist';
    attempt.executedAt = this.#time.now();
    Object.assign(person, state);
    // Who is blocked sends nothing. The vendor does not say whether it tells of that.
    for (const medium of ['audio', 'video'] as const) {
      if (state[medium] === 'DISABLED') person.publishes.delete(medium);
    }
    return undefined;
  }

  #dismiss(attempt: Attempt): string | undefined {
    const users = [...this.people.keys()].filter((key) => key.startsWith(`${attempt.room}\n`));
    if (users.length === 0) return 'FailedOperation.RoomNotExist';
    attempt.executedAt = this.#time.now();
    for (const key of users) {
      const userId = key.slice(attempt.room.length + 1);
      this.leave(attempt.room, userId);
      this.onRemoved(attempt.room, userId);
    }
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
