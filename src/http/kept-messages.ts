import { MOST_RECENT } from '../feed/recent-events.js';

/** How many messages are kept, and how many characters. */
interface Bounds {
  readonly messages: number;
  readonly characters: number;
  /** Of one execution. */
  readonly messagesOfOne: number;
}

/**
 * Streams are told of an event within moments of each other, so few messages are wanted again. Events that are not among the recent ones
 * are read from the database anew, so nobody asks for the messages of older ones.
 */
const BOUNDS: Bounds = { messages: 10_000, characters: 16_777_216, messagesOfOne: MOST_RECENT };

interface Kept {
  readonly characters: number;
  readonly forget: () => void;
}

/** Bounds how much text is kept for streams that share an execution. The oldest goes first. */
export class KeptMessages {
  readonly #bounds: Bounds;
  readonly #kept = new Set<Kept>();
  #characters = 0;

  constructor(bounds: Bounds = BOUNDS) {
    this.#bounds = bounds;
  }

  /** Keeps the messages of one execution. */
  ofOne(): KeptOfOne {
    return new KeptOfOne(this, this.#bounds.messagesOfOne);
  }

  /** For `KeptOfOne`. */
  add(kept: Kept): void {
    const { messages, characters } = this.#bounds;
    this.#kept.add(kept);
    this.#characters += kept.characters;
    for (const oldest of this.#kept) {
      if (this.#kept.size <= messages && this.#characters <= characters) break;
      this.drop(oldest);
    }
  }

  /** For `KeptOfOne`. */
  drop(kept: Kept): void {
    if (!this.#kept.delete(kept)) return;
    this.#characters -= kept.characters;
    kept.forget();
  }
}

/** Those of one execution. */
export class KeptOfOne {
  readonly #all: KeptMessages;
  readonly #most: number;
  readonly #own = new Set<Kept>();

  constructor(all: KeptMessages, most: number) {
    this.#all = all;
    this.#most = most;
  }

  /** `forget` is called when there is no more room, and when all are dropped. */
  add(characters: number, forget: () => void): void {
    const kept: Kept = {
      characters,
      forget: () => {
        this.#own.delete(kept);
        forget();
      },
    };
    this.#own.add(kept);
    this.#all.add(kept);
    for (const oldest of this.#own) {
      if (this.#own.size <= this.#most) break;
      this.#all.drop(oldest);
    }
  }

  dropAll(): void {
    for (const kept of [...this.#own]) this.#all.drop(kept);
  }
}
