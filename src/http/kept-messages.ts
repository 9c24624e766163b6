/** Of all executions together. Streams are told of an event within moments of each other, so few messages are wanted again. */
const MOST = 10_000;
const MOST_CHARACTERS = 16_777_216;

interface Kept {
  readonly characters: number;
  readonly forget: () => void;
}

/** Bounds how much text is kept for streams that share an execution. The oldest goes first. */
export class KeptMessages {
  readonly #kept = new Set<Kept>();
  #characters = 0;

  /** `forget` is called when there is no more room. */
  add(characters: number, forget: () => void): void {
    this.#kept.add({ characters, forget });
    this.#characters += characters;
    for (const oldest of this.#kept) {
      if (this.#kept.size <= MOST && this.#characters <= MOST_CHARACTERS) break;
      this.#kept.delete(oldest);
      this.#characters -= oldest.characters;
      oldest.forget();
    }
  }
}
