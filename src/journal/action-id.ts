import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/**
 * Random bytes are fetched for this many ids at once. Fetching a few bytes at a time takes longer than the rest of
 * making an id.
 */
const IDS_PER_FILL = 256;
const BYTES_PER_ID = 16;

/** Makes the ids of one process. A later id sorts after an earlier one, provided that `nowMs` does not go back. */
export class ActionIds {
  readonly #nowMs: () => number;
  readonly #pool = Buffer.alloc(IDS_PER_FILL * BYTES_PER_ID);
  #used = this.#pool.length;
  #lastMs = 0;
  /** Counts up within a millisecond. It starts anywhere in the lower half of the 32-bit range. */
  #sequence = 0;

  /** `nowMs`: milliseconds since the epoch. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** A UUIDv7 (RFC 9562): its first 48 bits are the time in milliseconds. */
  next(): string {
    if (this.#used === this.#pool.length) {
      randomFillSync(this.#pool);
      this.#used = 0;
    }
    const random = this.#pool.subarray(this.#used, this.#used + BYTES_PER_ID);
    this.#used += BYTES_PER_ID;

    const now = Math.floor(this.#nowMs());
    if (now > this.#lastMs) {
      this.#lastMs = now;
      // `v7` uses only the last six of these bytes, so the first four are free.
      this.#sequence = random.readUInt32LE() >>> 1;
    } else {
      this.#sequence += 1;
    }
    return v7({ random, msecs: this.#lastMs, seq: this.#sequence });
  }
}

/** Milliseconds since the epoch. */
export function timeOfActionId(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** The smallest id that an action at `time` or later can have. */
export function firstIdAt(time: number): string {
  const hex = Math.min(Math.max(0, Math.ceil(time)), MAX_TIME)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

const MAX_TIME = 2 ** 48 - 1;

export function isActionId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text);
}
