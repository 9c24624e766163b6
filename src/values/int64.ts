export const MAX_INT64 = '9223372036854775807';

/** Whether `text` is the canonical decimal numeral of a non-negative int64: no sign, no leading zeros. */
export function isInt64(text: string): boolean {
  const canonical = /^(0|[1-9]\d{0,18})$/.test(text);
  // Numerals of equal length compare as text in the same order as their numbers.
  return canonical && (text.length < MAX_INT64.length || text <= MAX_INT64);
}
