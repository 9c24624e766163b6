/** What was found in a text that somebody pasted. */
export interface PastedIds {
  /** Each once, in the order of their first appearance. */
  ids: readonly string[];
  /** Each as often as it was repeated. */
  repeated: readonly string[];
  malformed: readonly MalformedId[];
}

export interface MalformedId {
  text: string;
  /** From 1. */
  line: number;
}

const MAX_INT64 = '9223372036854775807';

/** Whether it is an id as the gateway takes it: a number that is no JavaScript number, so it stays a string. */
export function isUserId(text: string): boolean {
  const canonical = /^(0|[1-9]\d{0,18})$/.test(text);
  // Of two numerals with 19 digits each, the larger number is the later text.
  return canonical && (text.length < MAX_INT64.length || text <= MAX_INT64);
}

/** Everything that cannot be in a number, or in what was meant to be one. */
const SEPARATORS = /[^\p{L}\p{N}.+\-_]+/u;

export function readPastedIds(pasted: string): PastedIds {
  const ids = new Set<string>();
  const repeated: string[] = [];
  const malformed: MalformedId[] = [];
  // Input methods for Chinese type digits that look like digits and are others.
  for (const [index, line] of pasted.normalize('NFKC').split('\n').entries()) {
    for (const text of line.split(SEPARATORS).filter(Boolean)) {
      if (!isUserId(text)) malformed.push({ text, line: index + 1 });
      else if (ids.has(text)) repeated.push(text);
      else ids.add(text);
    }
  }
  return { ids: [...ids], repeated, malformed };
}
