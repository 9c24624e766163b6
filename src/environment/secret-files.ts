import { stat } from 'node:fs/promises';
import type { Clock } from '../time/clock.js';
import { readBoundedLater } from './bounded-file.js';
import type { SecretFile } from './environment.js';
import { MAX_SECRET_BYTES, type SecretText, secretOfFile, unreadableSecret } from './secret-text.js';

/**
 * How often the files are read. They are read and not watched: notifications do not come from every file system, and not
 * for a link above the file, which is what Kubernetes replaces.
 */
const READ_EVERY_MS = 5_000;
/** The pause before a reading that somebody asks for, so that a flood of refusals causes no flood of readings. */
const ASKED_PAUSE_MS = 200;
/**
 * A change is taken once all files have stayed the same for this long. A file that is written in place is empty or cut
 * off at first, and the files of one credential may be replaced one by one.
 */
const SETTLED_MS = 1_000;
/** After this many readings of files that still change, the next round goes on. */
const MAX_READINGS = 10;

const REFUSED = 'replaced secrets are refused: the old ones stay in use';

/** The readings by variable. */
export type SecretReadings = ReadonlyMap<string, SecretText>;

/**
 * Takes new values. `changed`: the variables that have changed since the last time. Returns the problems with values that
 * it did not take, a sentence each, and the variables that it did take.
 */
type Take = (
  readings: SecretReadings,
  changed: ReadonlySet<string>,
) => { taken: readonly string[]; problems: readonly string[] };

interface SecretFilesOptions {
  clock: Clock;
  log: { info(details: object, message: string): void; warn(details: object, message: string): void };
  take: Take;
}

/** Reads the files of secrets again and again, and passes on what has changed. */
export class SecretFiles {
  readonly #files: readonly SecretFile[];
  readonly #options: SecretFilesOptions;
  /** What was last taken, or refused. */
  #judged: SecretReadings;
  #round: Promise<void> | undefined;
  #nextRound: Promise<void> | undefined;
  #cancel: () => void = () => {};
  #closed = false;

  constructor(files: readonly SecretFile[], options: SecretFilesOptions) {
    this.#files = files;
    this.#options = options;
    this.#judged = new Map(files.map(({ variable, text }) => [variable, { text: text.reveal() }]));
  }

  start(): void {
    if (this.#files.length > 0) this.#readIn(READ_EVERY_MS);
  }

  /** Reads the files once more. Resolves when each change that was there before the call is taken or refused. */
  async reread(): Promise<void> {
    if (this.#files.length === 0 || this.#closed) return;
    if (!this.#round) {
      this.#round = this.#readAndTake()
        .catch((error: Error) => this.#failed(error))
        .finally(() => {
          this.#round = undefined;
        });
      return this.#round;
    }
    // This round may have read a file just before it was changed.
    this.#nextRound ??= this.#round.then(() => {
      this.#nextRound = undefined;
      return this.reread();
    });
    return this.#nextRound;
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
  }

  #readIn(ms: number): void {
    this.#cancel = this.#options.clock.after(ms, async () => {
      await this.reread();
      if (!this.#closed) this.#readIn(READ_EVERY_MS);
    });
  }

  /** A fault that is not foreseen must end neither the gateway nor the readings. */
  #failed({ name, message }: Error): void {
    this.#options.log.warn({ problems: [`${name}: ${message}`] }, REFUSED);
  }

  async #readAndTake(): Promise<void> {
    await this.#pause(ASKED_PAUSE_MS);
    let readings = await this.#readAll();
    for (let count = 1; count < MAX_READINGS && !this.#closed; count += 1) {
      if (changedIn(readings, this.#judged).size === 0) return;
      await this.#pause(SETTLED_MS);
      const again = await this.#readAll();
      if (changedIn(again, readings).size === 0) return this.#judge(again);
      readings = again;
    }
  }

  #judge(readings: SecretReadings): void {
    const { log, take } = this.#options;
    const changed = changedIn(readings, this.#judged);
    this.#judged = readings;
    if (this.#closed) return;
    const { taken, problems } = take(readings, changed);
    if (taken.length > 0) log.info({ variables: taken }, 'secrets were replaced: the new ones are in use');
    if (problems.length > 0) {
      log.warn({ problems }, REFUSED);
    }
  }

  async #readAll(): Promise<SecretReadings> {
    const read = async ({ variable, path }: SecretFile): Promise<SecretText> => {
      try {
        const kind = await stat(path);
        // A pipe, as in `<(command)`, gives its text once. Reading it again would wait for ever.
        const isOnce = kind.isFIFO() || kind.isSocket() || kind.isCharacterDevice();
        const before = isOnce && this.#judged.get(variable);
        return before || secretOfFile(variable, await readBoundedLater(path, MAX_SECRET_BYTES));
      } catch (error) {
        return unreadableSecret(variable, error);
      }
    };
    return new Map(
      await Promise.all(this.#files.map(async (file) => [file.variable, await read(file)] as const)),
    );
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#options.clock.after(ms, resolve);
    });
  }
}

function changedIn(readings: SecretReadings, before: SecretReadings): ReadonlySet<string> {
  const isChanged = ([variable, { text, problem }]: [string, SecretText]) => {
    const other = before.get(variable);
    return text !== other?.text || problem !== other?.problem;
  };
  return new Set([...readings].filter(isChanged).map(([variable]) => variable));
}
