import { fstatSync, write as writeFile, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** Lines are written once they have this many characters together. */
const WRITE_LENGTH = 15_000;
/** The longest time for which a line waits for others. */
const LONGEST_WAIT_MS = 100;
/** While the log cannot be written, it keeps this many characters. Later lines are lost. */
const MAX_WAITING_LENGTH = 1_048_576;
const RETRY_MS = 1_000;
/** A log that fails again and again is mentioned on standard error at most this often. */
const WARN_EVERY_MS = 60_000;
/** How long the end of the process waits for a slow reader of the log. */
const LAST_WRITE_MS = 2_000;

/** What takes the log's text. */
export interface LogSink {
  /** `written`: how many bytes were taken, also if it failed. */
  write(
    chunk: Buffer,
    done: (error: NodeJS.ErrnoException | null | undefined, written: number) => void,
  ): void;
  /** The process ends. May throw. Must not wait. */
  writeLast(chunk: Buffer): void;
}

/**
 * The log of a process. A busy gateway writes several lines at once, because a write takes longer than making a line.
 *
 * The log never holds up the gateway and never ends it, whatever the error: a full disk, a reader that has gone, a reader
 * that does not read. Some lines wait then, and later lines are lost. One line on standard error says so.
 */
export class LogOutput {
  readonly #sink: LogSink;
  readonly #warn: (words: string) => void;
  #lines: string[] = [];
  #length = 0;
  /** What the last write left over. */
  #rest: Buffer | undefined;
  #writing = false;
  #failing = false;
  #timer: NodeJS.Timeout | undefined;
  #lostLines = 0;
  #warnedAt = Number.NEGATIVE_INFINITY;

  constructor(sink: LogSink, warn: (words: string) => void) {
    this.#sink = sink;
    this.#warn = warn;
  }

  write(line: string): void {
    if (this.#length + line.length > MAX_WAITING_LENGTH) {
      this.#lostLines += 1;
      this.#warnRarely('its reader does not read');
      return;
    }
    this.#lines.push(line);
    this.#length += line.length;
    if (this.#length >= WRITE_LENGTH) this.flush();
    else this.#flushIn(LONGEST_WAIT_MS);
  }

  /** Begins to write the lines that wait. */
  flush(): void {
    if (this.#writing || this.#failing) return;
    const chunk = this.#takeWaiting();
    if (!chunk) return;
    this.#writing = true;
    this.#sink.write(chunk, (error, written) => {
      this.#writing = false;
      if (written < chunk.length) this.#rest = chunk.subarray(written);
      if (error) this.#failed(error);
      else this.#succeeded();
    });
  }

  /** Resolves when all lines are written, or cannot be. */
  async end(): Promise<void> {
    const latest = performance.now() + LAST_WRITE_MS;
    this.flush();
    while ((this.#writing || this.#length > 0) && !this.#failing && performance.now() < latest) {
      await sleep(2);
      this.flush();
    }
  }

  /** Writes what can be written at once. For the moment in which the process ends. */
  endNow(): void {
    const chunk = this.#takeWaiting();
    if (!chunk || this.#failing) return;
    try {
      this.#sink.writeLast(chunk);
    } catch {
      // The lines are lost.
    }
  }

  #takeWaiting(): Buffer | undefined {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const rest = this.#rest;
    this.#rest = undefined;
    if (rest) return rest;
    if (this.#length === 0) return undefined;
    const chunk = Buffer.from(this.#lines.join(''));
    this.#lines = [];
    this.#length = 0;
    return chunk;
  }

  #succeeded(): void {
    if (this.#lostLines > 0) {
      const line = {
        level: 40,
        time: Date.now(),
        pid: process.pid,
        hostname: hostname(),
        lostLines: this.#lostLines,
        msg: 'lines are missing here, because the log could not be written',
      };
      this.#lostLines = 0;
      this.#lines.push(`${JSON.stringify(line)}\n`);
      this.#length += 1;
    }
    if (this.#rest || this.#length >= WRITE_LENGTH) this.flush();
    else if (this.#length > 0) this.#flushIn(LONGEST_WAIT_MS);
  }

  #failed({ code, message }: NodeJS.ErrnoException): void {
    this.#warnRarely(code ?? message);
    this.#failing = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#failing = false;
      this.flush();
    }, RETRY_MS).unref();
  }

  #flushIn(ms: number): void {
    this.#timer ??= setTimeout(() => this.flush(), ms).unref();
  }

  #warnRarely(cause: string): void {
    if (performance.now() - this.#warnedAt < WARN_EVERY_MS) return;
    this.#warnedAt = performance.now();
    this.#warn(`The log cannot be written (${cause}). Lines are lost until it can.\n`);
  }
}

/**
 * Node's own stream never blocks on a pipe, a socket or a device. It drops a part of what a full disk does not take, so
 * files are written without it.
 */
function standardOutput(): LogSink {
  if (fstatSync(1).isFile()) {
    return {
      write: (chunk, done) => writeFile(1, chunk, done),
      writeLast: (chunk) => writeSync(1, chunk),
    };
  }
  return {
    write: (chunk, done) => process.stdout.write(chunk, (error) => done(error, error ? 0 : chunk.length)),
    writeLast: (chunk) => process.stdout.write(chunk),
  };
}

let output: LogOutput | undefined;

/** The log on standard output. All servers in a process share it. */
export function logOutput(): LogOutput {
  if (!output) {
    surviveStreamErrors();
    output = new LogOutput(standardOutput(), (words) => process.stderr.write(words));
    process.on('exit', () => output?.endNow());
  }
  return output;
}

let survives = false;

/** Without a listener, a standard stream that cannot be written ends the process. */
export function surviveStreamErrors(): void {
  if (survives) return;
  survives = true;
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
