import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readGatewayConfig } from '../../src/config/gateway.js';
import { SecretFiles } from '../../src/environment/secret-files.js';
import { Secret } from '../../src/values/secret.js';
import { FILE_VARIABLES, type FileVariable } from './file-variables.js';
import { SteppedClock } from './stepped-clock.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'replaced-files-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** The secret's file is found through a link to a folder, as Kubernetes mounts it. */
function mount(text: string): string {
  mkdirSync(join(directory, 'first'));
  writeFileSync(join(directory, 'first', 'secret'), `${text}\n`);
  symlinkSync('first', join(directory, '..data'));
  symlinkSync(join('..data', 'secret'), join(directory, 'secret'));
  return join(directory, 'secret');
}

/** A gateway's secrets, of which one comes from a file. */
class Watched {
  readonly clock = new SteppedClock();
  readonly lines: { level: string; details: object; message: string }[] = [];
  /** The values that the part was given, in order. */
  readonly taken: (string | undefined)[] = [];
  readonly path: string;
  readonly #files: SecretFiles;

  constructor({ variable, environment, values: [first] }: FileVariable) {
    this.path = mount(first);
    const { secrets } = readGatewayConfig({ ...environment, [`${variable}_FILE`]: this.path });
    const log = (level: string) => (details: object, message: string) => {
      this.lines.push({ level, details, message });
    };
    this.#files = new SecretFiles(secrets.files, {
      clock: this.clock,
      log: { info: log('info'), warn: log('warn') },
      take: (readings, changed) => {
        const take = () => {
          this.taken.push(readings.get(variable)?.text);
          return this.answer();
        };
        return secrets.take(readings, changed, { trtc: take, volcengine: take, auth: take, journal: take });
      },
    });
    this.#files.start();
  }

  /** Lets so much time pass that a change which is complete is taken. */
  async wait(): Promise<void> {
    const until = this.clock.now() + 12_000;
    while (this.clock.now() < until) await this.clock.step();
  }

  /** What the part answers next. */
  answer: () => string | undefined = () => undefined;

  reread(): Promise<void> {
    return this.#files.reread();
  }

  close(): void {
    this.#files.close();
  }
}

/** The ways in which a file is replaced. `between`: what the gateway does while the replacement is half done. */
const WAYS: Readonly<
  Record<string, (path: string, text: string, between: () => Promise<void>) => Promise<void>>
> = {
  'Kubernetes replaces the link ..data': async (_path, text) => {
    mkdirSync(join(directory, 'second'));
    writeFileSync(join(directory, 'second', 'secret'), text);
    symlinkSync('second', join(directory, '..data_tmp'));
    renameSync(join(directory, '..data_tmp'), join(directory, '..data'));
  },
  'another file is renamed over it': async (path, text) => {
    writeFileSync(join(directory, 'new'), text);
    renameSync(join(directory, 'new'), path);
  },
  'it is written in place, in pieces': async (path, text, between) => {
    writeFileSync(path, '');
    await between();
    for (const share of [0.3, 0.6, 1]) {
      writeFileSync(path, text.slice(0, Math.ceil(share * text.length)));
      if (share < 1) await between();
    }
  },
  'it is deleted and made anew': async (path, text, between) => {
    rmSync(path);
    await between();
    writeFileSync(path, text);
  },
};
const EVERY_WAY = FILE_VARIABLES.flatMap((sample) =>
  Object.entries(WAYS).map(([way, replace]) => ({ ...sample, way, replace })),
);

describe.each(FILE_VARIABLES)('the file of $variable', (sample) => {
  const { variable, values } = sample;
  const [first, second, third] = values;

  it('is not taken again while it stays the same', async () => {
    const watched = new Watched(sample);
    writeFileSync(watched.path, first);
    await watched.wait();
    await watched.wait();
    watched.close();
    expect([watched.taken, watched.lines]).toEqual([[], []]);
  });

  const bad: readonly (readonly [string, string | Buffer | undefined, RegExp])[] = [
    ['is empty', '', /must/],
    ['has a byte-order mark', `\uFEFF${third}`, /must not begin with a byte-order mark/],
    ['ends with a space', `${third} `, /must not begin or end with white space/],
    ['is not UTF-8', Buffer.from([0xff, 0xfe]), /must be text in UTF-8/],
    ['is gone', undefined, /_FILE cannot be read \(ENOENT\)/],
  ];
  it.each(bad)('keeps the old secret when the new file %s, with one log line', async (_what, text, words) => {
    const watched = new Watched(sample);
    if (text === undefined) rmSync(watched.path);
    else writeFileSync(watched.path, text);
    for (let times = 0; times < 3; times += 1) await watched.wait();
    expect(watched.taken).toEqual([]);
    expect(watched.lines).toEqual([
      {
        level: 'warn',
        details: { problems: [expect.stringMatching(words)] },
        message: 'replaced secrets are refused: the old ones stay in use',
      },
    ]);
    const line = JSON.stringify(watched.lines);
    expect(line).toContain(variable);
    expect(line).not.toMatch(/canary|BEGIN/);

    writeFileSync(watched.path, second);
    await watched.wait();
    watched.close();
    expect(watched.taken).toEqual([second]);
  });
});

describe('a replaced file', () => {
  it.each(EVERY_WAY)('is taken once and as a whole: $variable, $way', async ({ replace, ...sample }) => {
    const watched = new Watched(sample);
    const [, second, third] = sample.values;
    await replace(watched.path, `${second}\n`, async () => {
      // A moment before the files would count as settled.
      const until = watched.clock.now() + 900;
      while (watched.clock.now() < until) await watched.clock.step(100);
    });
    await watched.wait();
    expect(watched.taken).toEqual([second]);
    expect(watched.lines).toEqual([
      {
        level: 'info',
        details: { variables: [sample.variable] },
        message: 'secrets were replaced: the new ones are in use',
      },
    ]);

    writeFileSync(watched.path, `${third}\n`);
    await watched.clock.until(watched.reread());
    watched.close();
    expect(watched.taken).toEqual([second, third]);
  });

  it.each(['the timer', 'SIGHUP'])(
    'is refused in words if its taker throws, and the next is taken, on %s',
    async (on) => {
      const [sample] = FILE_VARIABLES;
      if (!sample) throw new Error('no variable can be a file');
      const watched = new Watched(sample);
      const noticed = () => (on === 'SIGHUP' ? watched.clock.until(watched.reread()) : watched.wait());
      watched.answer = () => {
        throw new Error('a file that it names is gone');
      };
      writeFileSync(watched.path, sample.values[1]);
      await noticed();
      expect(watched.lines).toEqual([
        {
          level: 'warn',
          details: { problems: [`${sample.variable} cannot be used: a file that it names is gone`] },
          message: 'replaced secrets are refused: the old ones stay in use',
        },
      ]);
      watched.answer = () => undefined;
      writeFileSync(watched.path, sample.values[2]);
      await noticed();
      watched.close();
      expect(watched.taken).toEqual([sample.values[1], sample.values[2]]);
      expect(watched.lines.at(-1)).toMatchObject({
        level: 'info',
        details: { variables: [sample.variable] },
      });
    },
  );

  it('is read again after a round that failed as a whole', async () => {
    const [sample] = FILE_VARIABLES;
    if (!sample) throw new Error('no variable can be a file');
    const path = join(directory, 'plain');
    writeFileSync(path, 'first');
    const lines: object[] = [];
    const clock = new SteppedClock();
    const files = new SecretFiles([{ variable: 'SOME', path, text: new Secret('first') }], {
      clock,
      log: { info: (details) => lines.push(details), warn: (details) => lines.push(details) },
      take: (readings) => {
        if (readings.get('SOME')?.text === 'second') throw new TypeError('a fault');
        return { taken: ['SOME'], problems: [] };
      },
    });
    files.start();
    for (const text of ['second', 'third']) {
      writeFileSync(path, text);
      const until = clock.now() + 12_000;
      while (clock.now() < until) await clock.step();
    }
    files.close();
    expect(lines).toEqual([{ problems: ['TypeError: a fault'] }, { variables: ['SOME'] }]);
  });

  it('is noticed by somebody who asks while it is being read', async () => {
    const [sample] = FILE_VARIABLES;
    if (!sample) throw new Error('no variable can be a file');
    const watched = new Watched(sample);
    const first = watched.reread();
    const asked = watched.reread();
    await watched.clock.until(first);
    writeFileSync(watched.path, sample.values[1]);
    await watched.clock.until(asked);
    watched.close();
    expect(watched.taken).toEqual([sample.values[1]]);
  });
});
