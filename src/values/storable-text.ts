/** Whether databases store `text` unchanged. They refuse or change lone surrogates and U+0000. */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
