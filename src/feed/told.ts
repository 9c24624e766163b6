/** What the source of a subscription gives: the root value of one execution. */
export interface Told {
  /** What happened. All streams that are told of it get the same object, so an answer can be made once for all. */
  readonly event: object;
  /** Whether it happened just now. False: it was missed, and is read again. */
  readonly live: boolean;
  /** When what is told ended, in milliseconds since the epoch, on the journal's clock. Absent: that is not measured. */
  readonly endedAt?: number | undefined;
  /** Where to go on after it. Absent: the subscription cannot be resumed. */
  readonly cursor?: () => string;
}

/** More is waiting for the reader of a source than is kept. */
export class TooSlow extends Error {
  override readonly name = 'TooSlow';
}

/** The source of a subscription. `return` ends it. */
export type ToldSource = AsyncIterableIterator<Told>;
