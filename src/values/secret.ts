import { inspect } from 'node:util';

const REDACTED = '[redacted]';

/**
 * A value that must not be printed. Every conversion to text (template strings, JSON, `console.log`, a logger's
 * serializer) gives `[redacted]`. Only `reveal()` gives the value.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}
