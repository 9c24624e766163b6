import type { ConnectedTrtc } from '../vendors/trtc/vendor.js';
import type { MediaSenderOptions, SenderSurroundings } from './known-person.js';
import type { MediaTarget } from './media-queries.js';
import type { MediaStore } from './media-store.js';
import type { MediaResult, MediaWish } from './media-wish.js';
import { keyOf } from './person-key.js';
import { PersonQueue } from './person-queue.js';

const REPEAT_WRITE_MS = 1_000;

/** An action on one person. */
interface Held {
  readonly place: string;
  readonly userIds: readonly string[];
}

/**
 * The only thing that sets people's audio and video. It sends what the model gives for the person at the moment of sending: one
 * call at a time for a person, by one gateway at a time. Wishes that wait for the same person share the call.
 */
export class MediaSender {
  readonly store: MediaStore;
  readonly #options: MediaSenderOptions;
  readonly #people = new Map<string, PersonQueue>();
  readonly #forgetQueue = (queue: PersonQueue) => {
    if (this.#people.get(queue.key) === queue) this.#people.delete(queue.key);
  };
  readonly #notes = new Set<Promise<void>>();
  readonly #shared: SenderSurroundings & { isClosed: boolean };

  constructor(options: MediaSenderOptions) {
    this.store = options.store;
    this.#options = options;
    this.#shared = { ...options, turnMs: this.turnMs, isClosed: false };
  }

  /** How long a turn lasts: longer than any attempt that is made under it. */
  get turnMs(): number {
    const { deadlineMs, timeoutMs } = this.#options;
    return deadlineMs + 2 * timeoutMs;
  }

  /**
   * To be called before an action on the person is written that reads what is known of them, and `release` of what it returns when
   * nothing comes of the action any more. Until then, the gateway remembers what it sends for the person meanwhile, of which the
   * action has read nothing.
   */
  hold({ place, userIds: [userId = ''] }: Held): Pick<PersonQueue, 'release'> {
    const queue = this.#queueOf({ place, userId });
    queue.hold();
    return queue;
  }

  /** Rejects only where the gateway itself has a fault. */
  send(wish: MediaWish, trtc: ConnectedTrtc): Promise<MediaResult> {
    return this.#queueOf(wish.target).add(wish, trtc);
  }

  #queueOf(target: MediaTarget): PersonQueue {
    const key = keyOf(target);
    const known = this.#people.get(key);
    if (known) return known;
    const queue = new PersonQueue(key, target, this.#shared, this.#forgetQueue);
    this.#people.set(key, queue);
    return queue;
  }

  /**
   * Notes that an action made these people leave, or everybody in the place. Resolves also when that could not be noted, which is
   * repeated then.
   */
  async noteLeft(actionId: string | undefined, place: string, userIds?: readonly string[]): Promise<void> {
    if (actionId === undefined) return;
    if (await this.#hasNotedLeft(actionId, place, userIds)) return this.#forget(place, userIds);
    const noted = this.#noteLeftLater(actionId, place, userIds);
    this.#notes.add(noted);
    noted.finally(() => this.#notes.delete(noted));
  }

  async #noteLeftLater(...left: Parameters<MediaStore['left']>): Promise<void> {
    // After that, the action is recovered, which notes it.
    while (!this.#shared.isClosed) {
      await new Promise<void>((resolve) => this.#options.clock.after(REPEAT_WRITE_MS, resolve));
      if (await this.#hasNotedLeft(...left)) return this.#forget(left[1], left[2]);
    }
  }

  /** Resolves with false if that failed. */
  async #hasNotedLeft(...left: Parameters<MediaStore['left']>): Promise<boolean> {
    const { outage } = this.#options;
    try {
      await this.store.left(...left);
      outage.succeeded();
      return true;
    } catch (error) {
      outage.failed('who left', error);
      return false;
    }
  }

  #forget(place: string, userIds: readonly string[] | undefined): void {
    for (const [key, queue] of this.#people) {
      const isOne = userIds?.some((userId) => key === keyOf({ place, userId }));
      if (isOne ?? key.startsWith(keyOf({ place, userId: '' }))) queue.forget();
    }
  }

  /** Resolves once everything has been noted. From now on, a failed note is not repeated. */
  async close(): Promise<void> {
    this.#shared.isClosed = true;
    await Promise.all([...this.#people.values()].map((queue) => queue.close()));
    await Promise.all(this.#notes);
  }
}
