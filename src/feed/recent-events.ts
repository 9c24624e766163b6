import type { FeedEvent } from './feed-event.js';

export const MOST_RECENT = 1_000;
const MOST_BYTES = 8_388_608;
/** Of an event, without its texts. */
const EVENT_BYTES = 600;

/** The newest events, without a gap, so that a reader who was away for a moment asks the database nothing. */
export class RecentEvents {
  #events: FeedEvent[] = [];
  #bytes = 0;
  /** Everything after this place is here. */
  #from: number;

  constructor(from: number) {
    this.#from = from;
  }

  add(events: readonly FeedEvent[]): void {
    this.#events.push(...events);
    for (const event of events) this.#bytes += bytesOf(event);
    let dropped = 0;
    while (this.#events.length - dropped > MOST_RECENT || this.#bytes > MOST_BYTES) {
      const event = this.#events[dropped++];
      if (!event) break;
      this.#bytes -= bytesOf(event);
      this.#from = event.place.place;
    }
    if (dropped > 0) this.#events = this.#events.slice(dropped);
  }

  /** Undefined: some of them are not here. */
  after(place: number): readonly FeedEvent[] | undefined {
    if (place < this.#from) return undefined;
    // Most readers are at the end, or nearly.
    let first = this.#events.length;
    while (first > 0 && (this.#events[first - 1]?.place.place ?? 0) > place) first -= 1;
    return this.#events.slice(first);
  }
}

function bytesOf({ action }: FeedEvent): number {
  const { answer = '', reason = '', userIds = [], vendorRequestIds = [] } = action;
  return EVENT_BYTES + 2 * (answer.length + reason.length) + 60 * (userIds.length + vendorRequestIds.length);
}
