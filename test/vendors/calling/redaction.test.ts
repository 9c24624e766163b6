import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactorOf } from '../../../src/vendors/calling/redaction.js';

const visible = (minLength: number) =>
  fc.string({
    minLength,
    maxLength: 40,
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  });

/** How a vendor, or somebody in between, may write a text that it quotes. */
const ENCODINGS: Record<string, (text: string) => string> = {
  'as it is': (text) => text,
  hexadecimal: (text) => Buffer.from(text).toString('hex'),
  'hexadecimal in capitals': (text) => Buffer.from(text).toString('hex').toUpperCase(),
  'percent encoding': encodeURIComponent,
  'percent encoding in small letters': (text) =>
    encodeURIComponent(text).replaceAll(/%../g, (code) => code.toLowerCase()),
  JSON: (text) => JSON.stringify(text),
  Base64: (text) => Buffer.from(text).toString('base64'),
  'Base64 for URLs': (text) => Buffer.from(text).toString('base64url'),
  'Base64 in percent encoding': (text) => encodeURIComponent(Buffer.from(text).toString('base64')),
};

/** The longest part of `secret` that some reading of `text` shows. */
function shownOf(secret: string, text: string): number {
  const pieces = text.split('[redacted]');
  const plain = pieces.map((piece) =>
    piece.replaceAll(/%([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16))),
  );
  const readings = plain.flatMap((piece) => [
    piece,
    Buffer.from(piece, 'hex').toString('latin1'),
    ...[0, 1, 2, 3].map((skipped) => Buffer.from(piece.slice(skipped), 'base64').toString('latin1')),
    ...(piece.match(/[\w+/=-]+/g) ?? []).flatMap((word) =>
      [0, 1, 2, 3].map((skipped) => Buffer.from(word.slice(skipped), 'base64').toString('latin1')),
    ),
  ]);
  for (let length = secret.length; length > 0; length--) {
    for (let from = 0; from + length <= secret.length; from++) {
      const part = secret.slice(from, from + length);
      if (readings.some((reading) => reading.includes(part))) return length;
    }
  }
  return 0;
}

describe.each(Object.entries(ENCODINGS))('a secret that a message quotes in %s', (_name, encode) => {
  it('is removed, also as a part of a pair', () => {
    fc.assert(
      fc.property(visible(16), visible(0), visible(0), (secret, before, after) => {
        fc.pre(!before.includes(secret.slice(0, 4)) && !after.includes(secret.slice(0, 4)));
        const shown = redactorOf(['AKIDexample', secret])(
          `the vendor said ${encode(`${before}:${secret}:${after}`)}`,
        );
        expect(shown).toContain('[redacted]');
        // Two bytes at each end may share a character with their neighbours.
        expect(shownOf(secret, shown)).toBeLessThanOrEqual(4);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a message of a vendor', () => {
  it('keeps its other words', () => {
    const shown = redactorOf(['AKIDexample', 'abcdefghijklmnop', undefined, '']);
    expect(shown('The signature of AKIDexample is wrong.')).toBe('The signature of [redacted] is wrong.');
    expect(shown('InvalidParameter.UserId: abcdefgh')).toBe('InvalidParameter.UserId: abcdefgh');
    expect(shown(undefined)).toBe('');
    expect(shown('x'.repeat(400))).toBe(`${'x'.repeat(300)}…`);
  });

  it('is read in linear time', () => {
    const shown = redactorOf(['a'.repeat(64), 'abc+/=abc+/=abc+/=']);
    const from = performance.now();
    for (const text of ['a'.repeat(1_000_000), 'YWFh'.repeat(250_000)]) shown(text);
    expect(performance.now() - from).toBeLessThan(5_000);
  });
});
