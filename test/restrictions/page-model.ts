/**
 * What must hold for a person's audio and video, as the design page "Restrictions" has it. It is written from the page and
 * shares nothing with `src/restrictions/`. Times are in milliseconds since the epoch.
 */

export type Medium = 'audio' | 'video';
export const MEDIA: readonly Medium[] = ['audio', 'video'];
export type Switch = 'ENABLED' | 'DISABLED';

/** What the journal has of an action on one person, in the order of the intents. */
export type Fact = {
  readonly id: string;
  /** Of the intent. */
  readonly at: number;
  /** From when on it is certain that it never held. */
  readonly refusedAt?: number | undefined;
  /** When its outcome was known. */
  readonly settledAt?: number | undefined;
} & (
  | { readonly kind: 'instruction'; readonly says: Says; readonly endsAt?: number | undefined }
  | { readonly kind: 'lift'; readonly of: string }
  | { readonly kind: 'undo'; readonly of: string }
  /** A removal from the room, with its success. */
  | { readonly kind: 'removal' }
);

type Says = { readonly [Of in Medium]?: Switch | undefined };
type Instruction = Extract<Fact, { kind: 'instruction' }>;

/** "It counts until the person leaves [...], and for 12 hours at most." */
const PLAIN_COUNTS_FOR_MS = 12 * 60 * 60 * 1000;
/** The vendor's clock, which tells of exits, may differ so much from the journal's. */
const CLOCKS_DIFFER_MS = 10_000;

export type Status = 'IN_FORCE' | 'OVERRIDDEN' | 'LIFTED' | 'EXPIRED' | 'SUPERSEDED';

/** One person in one room, at a moment. */
export class PersonOnPage {
  readonly #facts: readonly Fact[];
  readonly #now: number;
  readonly #leftAt: number;

  /**
   * @param facts all that were intended by `now`
   * @param leftAt when the roster knows that the person left last, on the vendor's clock
   */
  constructor(facts: readonly Fact[], now: number, leftAt = 0) {
    this.#facts = facts.filter(({ at }) => at <= now);
    this.#now = now;
    this.#leftAt = leftAt;
  }

  /** What the medium must be. Undefined: no instruction speaks of it. */
  said(medium: Medium): Switch | undefined {
    return this.#decider(medium)?.says[medium];
  }

  /** Whether an instruction that spoke of the medium was forgotten: "nothing is sent for that". */
  isForgotten(medium: Medium): boolean {
    return this.#instructions().some(
      (own) => own.says[medium] !== undefined && own.endsAt === undefined && this.#isForgotten(own),
    );
  }

  /** Whether somebody lifted it, also where its time was over then. */
  wasLifted(id: string): boolean {
    return this.#facts.some((fact) => fact.kind === 'lift' && fact.of === id && !this.#isRefused(fact));
  }

  /** Of an instruction with an end of its own that was not refused. */
  status(id: string): Status | undefined {
    const own = this.#instruction(id);
    if (own?.endsAt === undefined || this.#isRefused(own)) return undefined;
    if (this.#isUndone(id)) return 'LIFTED';
    if (this.#liftOf(own)) return 'LIFTED';
    const covered = MEDIA.filter((medium) => own.says[medium] !== undefined);
    const then = own.endsAt <= this.#now ? this.#before(own.endsAt) : this;
    if (!covered.some((medium) => then.#standing(medium).includes(own))) return 'SUPERSEDED';
    if (own.endsAt <= this.#now) return 'EXPIRED';
    return covered.some((medium) => this.#decider(medium) === own) ? 'IN_FORCE' : 'OVERRIDDEN';
  }

  /** Just before a time. What is known by now of refusals and undos counts for that moment too. */
  #before(time: number): PersonOnPage {
    const facts = this.#facts
      .filter((fact) => fact.kind === 'undo' || fact.at < time)
      .filter((fact) => !this.#isRefused(fact))
      .map((fact) => (fact.kind === 'undo' ? { ...fact, at: 0 } : fact));
    return new PersonOnPage(facts, time - 0.001, this.#leftAt);
  }

  #decider(medium: Medium): Instruction | undefined {
    return this.#standing(medium).at(-1);
  }

  /** Those in force, the newest last: "the newest instruction in force that covers them decides". */
  #standing(medium: Medium): Instruction[] {
    const counting = this.#instructions().filter(
      ({ says, id }) => says[medium] !== undefined && !this.#isUndone(id),
    );
    return counting.filter((own, index) => {
      if (this.#isOver(own)) return false;
      const newer = counting.slice(index + 1);
      // "A plain instruction on a person ends, for its media, every older one on that person." "A timed one ends older
      // plain ones on the person and overrides older timed ones, which return when it is over."
      if (own.endsAt === undefined) return newer.length === 0;
      return newer.every(({ endsAt }) => endsAt !== undefined);
    });
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
    if (own.endsAt === undefined) return this.#isForgotten(own);
    return own.endsAt <= this.#now || this.#liftOf(own) !== undefined;
  }

  /** A restriction whose time is over stays as it is when it is lifted. */
  #liftOf(own: Instruction): Fact | undefined {
    return this.#facts.find((fact) => {
      if (fact.kind !== 'lift' || fact.of !== own.id || this.#isRefused(fact)) return false;
      const before = this.#facts.slice(0, this.#facts.indexOf(fact));
      const status = new PersonOnPage(before, fact.at, this.#leftAt).status(own.id);
      return status !== 'EXPIRED' && status !== undefined;
    });
  }

  #isForgotten(own: Instruction): boolean {
    if (own.at < this.#now - PLAIN_COUNTS_FOR_MS || this.#leftAt - CLOCKS_DIFFER_MS > own.at) return true;
    const newer = this.#facts.slice(this.#facts.indexOf(own) + 1);
    return newer.some((fact) => fact.kind === 'removal' && !this.#isRefused(fact));
  }
}
