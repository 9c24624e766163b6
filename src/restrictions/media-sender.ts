import type { ConnectedTrtc } from '../vendors/trtc/vendor.js';
import type { MediaStore } from './media-store.js';
import type { MediaResult, MediaWish } from './media-wish.js';
import { type MediaSenderOptions, PersonQueue } from './person-queue.js';

/**
 * The only thing that sets people's audio and video. It sends what the model gives for the person at the moment of sending: one
 * call at a time for a person, by one gateway at a time. Wishes that wait for the same person share the call.
 */
export class MediaSender {
  readonly store: MediaStore;
  readonly #options: MediaSenderOptions;
  readonly #people = new Map<string, PersonQueue>();
  #closed = false;

  constructor(options: MediaSenderOptions) {
    this.store = options.store;
    this.#options = options;
  }

  /** How long a turn lasts: longer than any attempt that is made under it. */
  get turnMs(): number {
    const { deadlineMs, timeoutMs } = this.#options;
    return deadlineMs + 2 * timeoutMs;
  }

  /** Rejects only where the gateway itself has a fault. */
  send(wish: MediaWish, trtc: ConnectedTrtc): Promise<MediaResult> {
    const key = `${wish.target.place}\n${wish.target.userId}`;
    let queue = this.#people.get(key);
    if (!queue) {
      const queued = new PersonQueue(wish.target, {
        ...this.#options,
        turnMs: this.turnMs,
        isClosed: () => this.#closed,
        onEmpty: () => {
          if (this.#people.get(key) === queued) this.#people.delete(key);
        },
      });
      queue = queued;
      this.#people.set(key, queue);
    }
    return queue.add(wish, trtc);
  }

  /** Notes that an action made these people leave, or everybody in the place. Resolves also when that could not be noted. */
  async noteLeft(actionId: string | undefined, place: string, userIds?: readonly string[]): Promise<void> {
    if (actionId === undefined) return;
    try {
      await this.store.left(actionId, place, userIds);
    } catch (error) {
      // The outcome of the action cannot be written either. What was set for them counts for some hours more.
      this.#options.outage.failed('who left', error);
    }
  }

  /** Resolves once everything has been noted. From now on, a failed note is not repeated. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#people.values()].map((queue) => queue.ended));
  }
}
