import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGatewayConfig } from '../../src/config/gateway.js';
import { ConfigError } from '../../src/environment/config-error.js';
import { FILE_VARIABLES } from './file-variables.js';

let file: string;
let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'secrets-at-start-'));
  file = join(directory, 'secret');
});
afterAll(() => rmSync(directory, { recursive: true }));

function problemsOf(environment: Readonly<Record<string, string>>): readonly string[] {
  try {
    readGatewayConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const ENDS = 'must not begin or end with white space or an invisible character';
const BOM = 'must not begin with a byte-order mark';

/** What is around the secret, and the rule that it breaks. */
const AROUND: readonly (readonly [what: string, before: string, after: string, rule: string])[] = [
  ['a byte-order mark', '\uFEFF', '', BOM],
  ['a byte-order mark and a line break', '\uFEFF', '\n', BOM],
  ['a space before', ' ', '', ENDS],
  ['a space after', '', ' ', ENDS],
  ['a space before the line break', '', ' \n', ENDS],
  ['two line breaks', '', '\n\n', ENDS],
  ['a line break before', '\n', '', ENDS],
  ['a tab', '', '\t', ENDS],
  ['a carriage return', '', '\r', ENDS],
  ['a no-break space', '\u00A0', '', ENDS],
  ['an ideographic space', '', '\u3000', ENDS],
  ['a zero-width space', '', '\u200B', ENDS],
  ['a byte-order mark at the end', '', '\uFEFF', ENDS],
  ['a NUL', '', '\0', ENDS],
];

describe.each(FILE_VARIABLES)('$variable at the start', ({ variable, environment, values: [value] }) => {
  it.each(AROUND)('is refused in words with %s around it', (_what, before, after, rule) => {
    const text = `${before}${value}${after}`;
    writeFileSync(file, text);
    expect(problemsOf({ ...environment, [`${variable}_FILE`]: file })).toEqual([
      `${variable} ${rule}; it comes from the file in ${variable}_FILE`,
    ]);
    expect(problemsOf({ ...environment, [variable]: text })).toEqual([`${variable} ${rule}`]);
  });

  it.each([
    ['UTF-16', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['Latin-1', (text: string) => Buffer.from(`${text}ä`, 'latin1')],
    ['bytes that are no text', () => Buffer.from([1, 2, 0xc3, 0x28, 0xff])],
  ])('is refused in words in a file of %s', (_what, encoded) => {
    writeFileSync(file, encoded(value));
    const [problem] = problemsOf({ ...environment, [`${variable}_FILE`]: file });
    expect(problem).toBe(`${variable} must be text in UTF-8; it comes from the file in ${variable}_FILE`);
  });

  it('is refused in a file that is too large', () => {
    writeFileSync(file, 'x'.repeat(65_537));
    const [problem] = problemsOf({ ...environment, [`${variable}_FILE`]: file });
    expect(problem).toMatch(new RegExp(`^${variable} must not have more than 65536 bytes;`));
  });

  it.each(['', '\n', '\r\n'])('is taken from a file that ends with %j', (end) => {
    writeFileSync(file, `${value}${end}`);
    const { secrets } = readGatewayConfig({ ...environment, [`${variable}_FILE`]: file });
    expect(secrets.files.map(({ text }) => text.reveal())).toEqual([value]);
  });
});
