const MAX_VENDOR_TEXT = 300;
const REDACTED = '[redacted]';
/** A shorter part of an encoded credential occurs in other words too. */
const SHORTEST_CORE = 8;

/**
 * Returns a function that makes the vendor's texts fit to be shown: it shortens them and removes the credentials that
 * some messages quote, also in encoded form.
 */
export function redactorOf(credentials: readonly (string | undefined)[]): (words: unknown) => string {
  const patterns = credentials
    .filter((credential): credential is string => credential !== undefined && credential !== '')
    .flatMap((credential) => [
      ...verbatim(credential).map((form) => new RegExp(escaped(form), 'g')),
      // Hexadecimal digits and percent encoding come in either case.
      ...caseless(credential).map((form) => new RegExp(escaped(form), 'gi')),
      ...withinBase64(credential).map((core) => new RegExp(core, 'g')),
    ]);
  return (words) => {
    let shown = typeof words === 'string' ? words : '';
    for (const pattern of patterns) shown = shown.replace(pattern, REDACTED);
    return shown.length > MAX_VENDOR_TEXT ? `${shown.slice(0, MAX_VENDOR_TEXT)}…` : shown;
  };
}

function verbatim(credential: string): string[] {
  // The second is as in a JSON text within a text.
  return [credential, JSON.stringify(credential).slice(1, -1), Buffer.from(credential).toString('base64')];
}

function caseless(credential: string): string[] {
  return [encodeURIComponent(credential), Buffer.from(credential).toString('hex')];
}

/**
 * The credential as a part of a longer text in Base64, such as the pair `id:secret` of Basic authentication. Base64
 * turns three bytes into four characters, so the characters depend on the number of bytes before the credential. At both
 * ends, up to three characters hold bits of other bytes too. They show at most two bytes of the credential.
 */
function withinBase64(credential: string): string[] {
  const bytes = Buffer.from(credential);
  return [0, 1, 2].flatMap((bytesBefore) => {
    const text = Buffer.concat([Buffer.alloc(bytesBefore), bytes]).toString('base64');
    const first = Math.ceil((bytesBefore * 8) / 6);
    const last = Math.floor(((bytesBefore + bytes.length) * 8) / 6);
    const core = text.slice(first, last);
    if (core.length < SHORTEST_CORE) return [];
    // URLs have two other characters, or these two in percent encoding. What belongs to the ends goes too.
    const anywhere = core.replaceAll('+', '(?:[+-]|%2[Bb])').replaceAll('/', '(?:[/_]|%2[Ff])');
    const loose = bytesBefore === 0 ? '' : '[\\w+/-]?';
    return [`${loose}${anywhere}(?:[\\w+/-]?(?:=|%3[Dd])*)`];
  });
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
