/** Whether databases keep `text` as it is: they refuse or mangle half a surrogate pair, and U+0000. */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
