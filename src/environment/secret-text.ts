/** Much longer than any secret. */
export const MAX_SECRET_BYTES = 65_536;

/** A secret's text, and what is wrong with it, as a whole sentence. */
export interface SecretText {
  /** Undefined: there is no usable text. */
  text: string | undefined;
  problem?: string;
}

/** Reads the content of the file that `<variable>_FILE` names. */
export function secretOfFile(variable: string, bytes: Uint8Array): SecretText {
  const refused = (rule: string) => `${variable} ${rule}; it comes from the file in ${variable}_FILE`;
  if (bytes.length > MAX_SECRET_BYTES) {
    return { text: undefined, problem: refused(`must not have more than ${MAX_SECRET_BYTES} bytes`) };
  }
  const text = textOf(bytes);
  // Some shells write UTF-16. Random bytes would become other characters than those that the other side has.
  if (text === undefined) return { text, problem: refused('must be text in UTF-8') };
  // Editors and `echo` end a file with a line break, so one at the end is not part of the secret.
  const { text: within, rule } = judged(text.replace(/\r?\n$/, ''));
  return { text: within, ...(rule && { problem: refused(rule) }) };
}

/** The secret that a variable itself holds. */
export function secretOfVariable(variable: string, value: string): SecretText {
  // A text of several lines, such as a key in PEM, ends its last line too.
  const lines = value.replace(/\r?\n$/, '');
  const { text, rule } = judged(lines.includes('\n') ? lines : value);
  return { text, ...(rule && { problem: `${variable} ${rule}` }) };
}

export function unreadableSecret(variable: string, error: unknown): SecretText {
  return {
    text: undefined,
    problem: `${variable}_FILE cannot be read (${(error as NodeJS.ErrnoException).code})`,
  };
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** White space, control characters, and characters that nobody sees, such as a zero-width space. */
const INVISIBLE_AT_ENDS = /^[\s\p{Cc}\p{Cf}]+|[\s\p{Cc}\p{Cf}]+$/gu;

/**
 * Finds characters at the ends that nobody sees and nobody meant. A signature with such a secret is simply wrong, and
 * neither the vendor nor a caller learns why. The text is without them, so that its other rules are judged apart.
 */
function judged(value: string): { text: string; rule?: string } {
  const text = value.replaceAll(INVISIBLE_AT_ENDS, '');
  if (text === value) return { text };
  if (value.startsWith('\uFEFF')) return { text, rule: 'must not begin with a byte-order mark' };
  return { text, rule: 'must not begin or end with white space or an invisible character' };
}
