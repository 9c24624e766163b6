import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { LogOutput, type LogSink } from '../../src/process/log-output.js';

type Answer = { error?: string; taken?: number };

/** Takes what `answers` say, in order, and then everything. */
function sinkWith(answers: Answer[]): LogSink & { text(): string } {
  const chunks: Buffer[] = [];
  return {
    text: () => Buffer.concat(chunks).toString(),
    write(chunk, done) {
      const { error, taken = error ? 0 : chunk.length } = answers.shift() ?? {};
      const written = Math.min(taken, chunk.length);
      chunks.push(chunk.subarray(0, written));
      const failure = error === undefined ? null : Object.assign(new Error(error), { code: error });
      setImmediate(() => done(failure, written));
    },
    writeLast: (chunk) => void chunks.push(chunk),
  };
}

describe('LogOutput', () => {
  it('writes every line once and in order, whatever part of a write is taken', async () => {
    const answer = fc.record({ taken: fc.nat(400) });
    const lines = fc.array(fc.string({ maxLength: 60 }).map((text) => `${JSON.stringify(text)}\n`));
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { maxLength: 10 }), lines, async (answers, lines) => {
        const sink = sinkWith([...answers]);
        const output = new LogOutput(sink, () => {});
        for (const line of lines) {
          output.write(line);
          output.flush();
        }
        // An answer that takes nothing is tried again, so this ends.
        await output.end();
        output.endNow();
        expect(sink.text()).toBe(lines.join(''));
      }),
      { numRuns: 50 },
    );
  });

  it.each(['ENOSPC', 'EIO', 'EPIPE', 'EAGAIN', 'ECONNRESET', 'EBADF', 'EFBIG', 'EDQUOT'])(
    'goes on after %s, with the lines that waited, and warns once',
    async (error) => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      try {
        const warnings: string[] = [];
        const sink = sinkWith([{ error, taken: 3 }, { error }, { error }]);
        const output = new LogOutput(sink, (words) => warnings.push(words));
        output.write('first\n');
        for (let second = 0; second < 5; second++) {
          vi.advanceTimersByTime(1_000);
          for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
        }
        output.write('second\n');
        vi.advanceTimersByTime(1_000);
        for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
        expect(sink.text()).toBe('first\nsecond\n');
        expect(warnings).toEqual([`The log cannot be written (${error}). Lines are lost until it can.\n`]);
      } finally {
        vi.useRealTimers();
      }
    },
  );

  it('keeps a megabyte while nobody reads, then says how many lines it lost', async () => {
    const warnings: string[] = [];
    let go: (() => void) | undefined;
    const chunks: Buffer[] = [];
    const output = new LogOutput(
      {
        write(chunk, done) {
          chunks.push(chunk);
          if (go) done(null, chunk.length);
          else go = () => done(null, chunk.length);
        },
        writeLast: () => {},
      },
      (words) => warnings.push(words),
    );
    const line = `${'x'.repeat(999)}\n`;
    for (let lines = 0; lines < 10_000; lines++) output.write(line);
    expect(warnings).toHaveLength(1);
    go?.();
    await output.end();
    const text = Buffer.concat(chunks).toString();
    expect(text.length).toBeLessThan(1_200_000);
    const written = text.split('\n').filter((line) => line.startsWith('x')).length;
    const [lost] = text.split('\n').filter((line) => line.startsWith('{'));
    expect(JSON.parse(lost ?? '')).toMatchObject({ level: 40, lostLines: 10_000 - written });
  });

  it('ends soon, although nobody reads', async () => {
    const output = new LogOutput({ write: () => {}, writeLast: () => {} }, () => {});
    output.write('line\n');
    const ended = output.end().then(() => 'ended');
    expect(await Promise.race([ended, sleep(10_000)])).toBe('ended');
  });

  it('survives a last write that fails', () => {
    const output = new LogOutput(
      {
        write: () => {},
        writeLast() {
          throw new Error('ENOSPC');
        },
      },
      () => {},
    );
    output.write('line\n');
    expect(() => output.endNow()).not.toThrow();
  });
});
