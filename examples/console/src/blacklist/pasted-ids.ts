/** The ids in a pasted text. */
export interface PastedIds {
  /** Each id once, in the order of the text. */
  ids: readonly string[];
  /** Each id as often as it was repeated. */
  repeated: readonly string[];
  malformed: readonly MalformedId[];
}

export interface MalformedId {
  text: string;
  /** Counted from 1. */
  line: number;
}

const MAX_INT64 = '9223372036854775807';

/** Whether the gateway takes it as an id. It stays a string, because JavaScript numbers do not hold 64 bits. */
export function isUserId(text: string): boolean {
  const canonical = /^(0|[1-9]\d{0,18})$/.test(text);
  // Both have 19 digits, so comparing the texts compares the numbers.
  return canonical && (text.length < MAX_INT64.length || text <= MAX_INT64);
}

/** Characters that separate ids: no part of a number, and no part of a misspelt one. */
const SEPARATORS = /[^\p{L}\p{N}.+\-_]+/u;

export function readPastedIds(pasted: string): PastedIds {
  const ids = new Set<string>();
  const repeated: string[] = [];
  const malformed: MalformedId[] = [];
  // Input methods for Chinese type full-width digits, which look like digits but are other characters.
  for (const [index, line] of pasted.normalize('NFKC').split('\n').entries()) {
    for (const text of line.split(SEPARATORS).filter(Boolean)) {
      if (!isUserId(text)) malformed.push({ text, line: index + 1 });
      else if (ids.has(text)) repeated.push(text);
      else ids.add(text);
    }
  }
  return { ids: [...ids], repeated, malformed };
}
