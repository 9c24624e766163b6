import type { JournalPages } from '../journal/journal-database.js';
import { type Link, readLinks } from '../journal/links.js';
import type { OutageLog } from '../journal/outage-log.js';

const AT_ONCE = 500;

interface Waiting {
  resolve(links: ReadonlySet<Link>): void;
  reject(error: unknown): void;
  readonly links: Promise<ReadonlySet<Link>>;
}

/**
 * Tells which links actions have, so that the events of actions without any, which most are, read nothing more. Those who ask
 * meanwhile are answered together by the next reading. There is one reading at a time, of a few rows.
 *
 * What waits is bounded by the number of streams: each waits for one event at a time.
 */
export class LinkedActions {
  readonly #pages: JournalPages;
  readonly #outage: Pick<OutageLog, 'failed' | 'succeeded'>;
  #waiting = new Map<string, Waiting>();
  #isReading = false;

  constructor(pages: JournalPages, outage: Pick<OutageLog, 'failed' | 'succeeded'>) {
    this.#pages = pages;
    this.#outage = outage;
  }

  /** Resolves with what holds at a time after the call. Rejects if the journal cannot be read. */
  of(actionId: string): Promise<ReadonlySet<Link>> {
    const { links } = this.#waiting.get(actionId) ?? this.#wait(actionId);
    if (!this.#isReading) void this.#read();
    return links;
  }

  #wait(actionId: string): Waiting {
    let settle: Omit<Waiting, 'links'> = { resolve: () => {}, reject: () => {} };
    const links = new Promise<ReadonlySet<Link>>((resolve, reject) => {
      settle = { resolve, reject };
    });
    const waiting = { ...settle, links };
    this.#waiting.set(actionId, waiting);
    return waiting;
  }

  async #read(): Promise<void> {
    this.#isReading = true;
    // Those who are told of the same page of events ask in the same turn.
    await new Promise(setImmediate);
    while (this.#waiting.size > 0) {
      const some = [...this.#waiting].slice(0, AT_ONCE);
      for (const [id] of some) this.#waiting.delete(id);
      try {
        const found = await readLinks(
          this.#pages,
          some.map(([id]) => id),
        );
        this.#outage.succeeded();
        for (const [id, { resolve }] of some) resolve(found.get(id) ?? NONE);
      } catch (error) {
        this.#outage.failed('links of events', error);
        for (const [, { reject }] of some) reject(error);
      }
    }
    this.#isReading = false;
  }
}

const NONE: ReadonlySet<Link> = new Set();
