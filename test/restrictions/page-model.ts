/**
 * What must hold for a person's audio and video, as the design page "Restrictions" has it. It is written from the page and
 * shares nothing with `src/restrictions/`. Times are in milliseconds since the epoch.
 */

export type Medium = 'audio' | 'video';
export const MEDIA: readonly Medium[] = ['audio', 'video'];
export type Switch = 'ENABLED' | 'DISABLED';

/** What the journal has of an action that is about one person, or about everybody in their room, in the order of the intents. */
export type Fact = {
  readonly id: string;
  /** Of the intent. */
  readonly at: number;
  /** From when on it is certain that it never held. */
  readonly refusedAt?: number | undefined;
  /** When its outcome was known. */
  readonly settledAt?: number | undefined;
} & (
  | {
      readonly kind: 'instruction';
      readonly says: Says;
      readonly endsAt?: number | undefined;
      readonly isEnforced?: boolean | undefined;
      /** Set: it is the room's. */
      readonly exceptUserIds?: readonly string[] | undefined;
    }
  | { readonly kind: 'lift'; readonly of: string }
  | { readonly kind: 'undo'; readonly of: string }
  /** A removal from the room, with its success. */
  | { readonly kind: 'removal' }
  /** The dismissal of the room, with its success. */
  | { readonly kind: 'dismissal' }
);

type Says = { readonly [Of in Medium]?: Switch | undefined };
export type Instruction = Extract<Fact, { kind: 'instruction' }>;

/** What is known of the person whom the facts are about. */
export interface Known {
  readonly userId?: string;
  /** When the roster knows that they left last, on the vendor's clock. */
  readonly leftAt?: number;
  /** Whether they were there when plain instructions on the room were given, as far as the roster knew. */
  readonly wasThere?: boolean;
  /**
   * Plain instructions on the room that came so shortly before a removal that the clocks do not tell whether they were given after a
   * return.
   */
  readonly mayBeAfterRemoval?: readonly string[];
}

/** "Neither `durationSeconds` nor `enforce`: plain." */
export function isPlain({ endsAt, isEnforced }: Instruction): boolean {
  return endsAt === undefined && !isEnforced;
}

function isOfRoom({ exceptUserIds }: Instruction): boolean {
  return exceptUserIds !== undefined;
}

/** "It counts until the person leaves [...], and for 12 hours at most." */
const PLAIN_COUNTS_FOR_MS = 12 * 60 * 60 * 1000;
/** The vendor's clock, which tells of exits, may differ so much from the journal's. */
const CLOCKS_DIFFER_MS = 10_000;

export type Status = 'IN_FORCE' | 'OVERRIDDEN' | 'LIFTED' | 'EXPIRED' | 'SUPERSEDED';

/** One person in one room, at a moment. */
export class PersonOnPage {
  readonly #facts: readonly Fact[];
  readonly #now: number;
  readonly #known: Known;

  /** @param facts all that were intended by `now` */
  constructor(facts: readonly Fact[], now: number, known: Known = {}) {
    this.#facts = facts.filter(({ at }) => at <= now);
    this.#now = now;
    this.#known = known;
  }

  /** What the medium must be. Undefined: no instruction speaks of it. */
  said(medium: Medium): Switch | undefined {
    return this.decider(medium)?.says[medium];
  }

  /** Whether an instruction that spoke of the medium was forgotten: "nothing is sent for that". */
  isForgotten(medium: Medium): boolean {
    return this.#instructions().some(
      (own) => own.says[medium] !== undefined && isPlain(own) && this.#isForgotten(own),
    );
  }

  /** Whether somebody lifted it, also where its time was over then. */
  wasLifted(id: string): boolean {
    return this.#facts.some((fact) => fact.kind === 'lift' && fact.of === id && !this.#isRefused(fact));
  }

  /** Whether a dismissal has ended it, unless something else had before. */
  wasDismissed(id: string): boolean {
    const own = this.#instruction(id);
    return own !== undefined && this.#isFollowedBy(own, ['dismissal']);
  }

  /** Of a restriction that was not refused. */
  status(id: string): Status | undefined {
    const own = this.#instruction(id);
    if (!own || (isPlain(own) && !isOfRoom(own)) || this.#isRefused(own)) return undefined;
    if (this.#isUndone(id) || this.#liftOf(own)) return 'LIFTED';
    const covered = MEDIA.filter((medium) => own.says[medium] !== undefined);
    // A plain one on a room is forgotten in the end.
    const endsAt = own.endsAt ?? (isPlain(own) ? own.at + PLAIN_COUNTS_FOR_MS : undefined);
    const isOver = endsAt !== undefined && endsAt <= this.#now;
    const then = isOver ? this.#before(endsAt) : this;
    const standing = (medium: Medium, page: PersonOnPage) =>
      isOfRoom(own) ? page.#standingOfRoom(medium) : page.#standing(medium);
    if (!covered.some((medium) => standing(medium, then).includes(own))) return 'SUPERSEDED';
    if (isOver) return 'EXPIRED';
    if (isOfRoom(own)) return 'IN_FORCE';
    // What decides may be said of the room.
    return covered.some((medium) => this.decider(medium) === own) ? 'IN_FORCE' : 'OVERRIDDEN';
  }

  /** Just before a time. What is known by now of refusals and undos counts for that moment too. */
  #before(time: number): PersonOnPage {
    const facts = this.#facts
      .filter((fact) => fact.kind === 'undo' || fact.at < time)
      .filter((fact) => !this.#isRefused(fact))
      .map((fact) => (fact.kind === 'undo' ? { ...fact, at: 0 } : fact));
    return new PersonOnPage(facts, time - 0.001, this.#known);
  }

  /** "For each person and medium, the newest instruction in force that covers them decides", with the exceptions. */
  decider(medium: Medium): Instruction | undefined {
    const own = this.#standing(medium).at(-1);
    const room = this.#standingOfRoom(medium).find((instruction) => this.#covers(instruction));
    if (!own || !room) return own ?? room;
    const newer = this.#facts.indexOf(own) > this.#facts.indexOf(room) ? own : room;
    // "ENABLED for a person, timed or enforced, is an exception from the room's for as long", whatever the room's says.
    if (own.says[medium] === 'ENABLED') return isPlain(own) ? newer : own;
    // "ENABLED for a room never gives a medium to somebody whom an instruction of their own disables."
    return room.says[medium] === 'ENABLED' ? own : newer;
  }

  /** The room's instruction covers the person: they are not excepted, and were there if it is plain. */
  #covers(room: Instruction): boolean {
    const { userId = '', wasThere = true } = this.#known;
    if (room.exceptUserIds?.includes(userId)) return false;
    return !isPlain(room) || (wasThere && !this.#isForgotten(room));
  }

  /** "A room's instruction ends the room's older ones for the same media, for the excepted too." */
  #standingOfRoom(medium: Medium): Instruction[] {
    const newest = this.#counting(medium).findLast(isOfRoom);
    return newest && !this.#isOverForRoom(newest) ? [newest] : [];
  }

  #isOverForRoom(room: Instruction): boolean {
    if (isPlain(room) && room.at < this.#now - PLAIN_COUNTS_FOR_MS) return true;
    return this.#hasEnded(room);
  }

  /** Those of the person in force, the newest last. */
  #standing(medium: Medium): Instruction[] {
    const counting = this.#counting(medium).filter((instruction) => !isOfRoom(instruction));
    return counting.filter((own, index) => {
      if (this.#isOver(own)) return false;
      const newer = counting.slice(index + 1);
      // "A plain instruction on a person ends, for its media, every older one on that person." "A timed or enforced one ends
      // older plain ones on the person and overrides older timed or enforced ones, which return when it is over."
      return isPlain(own) ? newer.length === 0 : newer.every((other) => !isPlain(other));
    });
  }

  #counting(medium: Medium): Instruction[] {
    return this.#instructions().filter(({ says, id }) => says[medium] !== undefined && !this.#isUndone(id));
  }

  #instructions(): Instruction[] {
    return this.#facts.filter(
      (fact): fact is Instruction => fact.kind === 'instruction' && !this.#isRefused(fact),
    );
  }

  #instruction(id: string): Instruction | undefined {
    return this.#facts.find((fact): fact is Instruction => fact.kind === 'instruction' && fact.id === id);
  }

  /** "If its call is refused for certain (NOT_APPLIED), it never held, and what it had ended holds again." */
  #isRefused({ refusedAt }: Fact): boolean {
    return refusedAt !== undefined && refusedAt <= this.#now;
  }

  /** "Undo revokes an instruction": also the undo of an undo. */
  #isUndone(id: string): boolean {
    return this.#facts.some(
      (fact) => fact.kind === 'undo' && fact.of === id && !this.#isRefused(fact) && !this.#isUndone(fact.id),
    );
  }

  #isOver(own: Instruction): boolean {
    return isPlain(own) ? this.#isForgotten(own) : this.#hasEnded(own);
  }

  /** Its time is over, or somebody ended it. */
  #hasEnded(own: Instruction): boolean {
    if (own.endsAt !== undefined && own.endsAt <= this.#now) return true;
    return this.#liftOf(own) !== undefined || this.#isFollowedBy(own, ['dismissal']);
  }

  /** A restriction whose time is over stays as it is when it is lifted. */
  #liftOf(own: Instruction): Fact | undefined {
    return this.#facts.find((fact) => {
      if (fact.kind !== 'lift' || fact.of !== own.id || this.#isRefused(fact)) return false;
      const before = this.#facts.slice(0, this.#facts.indexOf(fact));
      const status = new PersonOnPage(before, fact.at, this.#known).status(own.id);
      return status !== 'EXPIRED' && status !== undefined;
    });
  }

  #isForgotten(own: Instruction): boolean {
    const { leftAt = 0 } = this.#known;
    if (own.at < this.#now - PLAIN_COUNTS_FOR_MS || leftAt - CLOCKS_DIFFER_MS > own.at) return true;
    const isNear = this.#known.mayBeAfterRemoval?.includes(own.id);
    return this.#isFollowedBy(own, isNear ? ['dismissal'] : ['removal', 'dismissal']);
  }

  #isFollowedBy(own: Instruction, kinds: readonly Fact['kind'][]): boolean {
    const newer = this.#facts.slice(this.#facts.indexOf(own) + 1);
    return newer.some((fact) => kinds.includes(fact.kind) && !this.#isRefused(fact));
  }
}
