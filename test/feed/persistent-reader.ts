import { setTimeout as sleep } from 'node:timers/promises';
import { eventsIn, follow } from './followed-actions.js';

export interface PersistentReaderOptions {
  /** The addresses of gateways that run now. */
  urls: () => readonly string[];
  token: string;
  /** Where all readers begin. */
  after: string;
  random: () => number;
}

/** Subscribes again and again, at any gateway, with its last cursor, and breaks off at random moments. */
export class PersistentReader {
  /** Each event as `kind id`, in the order in which they came. */
  readonly story: string[] = [];
  /** How often it has subscribed. */
  streams = 0;
  readonly #options: PersistentReaderOptions;
  #cursor: string;
  #over = false;
  readonly #run: Promise<void>;

  constructor(options: PersistentReaderOptions) {
    this.#options = options;
    this.#cursor = options.after;
    this.#run = this.#read();
  }

  /** No more streams are broken off from now on. */
  calm = false;

  async end(): Promise<void> {
    this.#over = true;
    await this.#run;
  }

  async #read(): Promise<void> {
    const { urls, token, random } = this.#options;
    while (!this.#over) {
      const all = urls();
      const url = all[Math.floor(random() * all.length)];
      if (url === undefined) await sleep(20);
      else await this.#readFrom(url, token, this.calm ? 2_000 : random() * 1_500).catch(() => sleep(50));
    }
  }

  async #readFrom(url: string, token: string, forMs: number): Promise<void> {
    const reader = await follow({ url }, { after: this.#cursor }, token);
    this.streams += 1;
    await Promise.race([reader.ended, sleep(forMs)]);
    await reader.close();
    for (const { data } of reader.answers) {
      const event = data?.moderationActions;
      // After an error, such as that of a shutdown, nothing more comes.
      if (event) this.#cursor = event.cursor;
    }
    this.story.push(...eventsIn(reader.answers).map(({ kind, action }) => `${kind} ${action.id}`));
  }
}
