/** The number of entries that a list keeps. Requests of the usual size take some 20 MB. */
const KEPT = 10_000;

/** The latest 10,000 entries of a list, oldest first. */
export class LatestEntries<Entry> {
  #entries: Entry[] = [];

  add(entry: Entry): void {
    // The array is trimmed in bulk, because shifting a long array for each entry is slow.
    if (this.#entries.length >= 1.1 * KEPT) this.#entries = this.#entries.slice(-KEPT + 1);
    this.#entries.push(entry);
  }

  latest(): readonly Entry[] {
    return this.#entries.slice(-KEPT);
  }

  clear(): void {
    this.#entries = [];
  }
}
