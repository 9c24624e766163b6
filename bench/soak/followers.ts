/** Subscribers that read along during the soak, and what they were told. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ModerationActionsFeedDocument as ActionsFeed,
  RoomFeedDocument as RoomFeed,
  subscribe,
} from 'moderation-gateway-client/strings';
import type { ActionRecord } from '../../src/journal/action-record.js';

/** So long are streams awaited at the beginning, and the last events at the end. */
const WITHIN_MS = 30_000;
const LOOK_MS = 100;

interface Follower {
  /** Ids of the actions whose beginnings, and whose ends, it was told, in the order of the feed. */
  readonly begun: string[];
  readonly ended: string[];
  /** Its first event has come, so it is told all that happens from now on. */
  follows: boolean;
}

/** They read the feed of all actions and the changes of one room, each in a stream of its own. */
export class Followers {
  /** Events of the room, told to all of its subscribers together. */
  roomEvents = 0;
  /** Streams that were lost or refused. The client opens them again. */
  readonly interruptions: string[] = [];
  readonly #followers: readonly Follower[];
  readonly #ended = new AbortController();
  readonly #reading: Promise<void>[];

  /** @param tokens one for each subscriber of the actions, and as many of the room */
  constructor(url: string, tokens: readonly string[], room: { sdkAppId: number; roomId: number }) {
    this.#followers = tokens.map(() => ({ begun: [], ended: [], follows: false }));
    this.#reading = tokens.flatMap((token, index) => [
      this.#followActions(url, token, this.#followers[index] as Follower),
      this.#followRoom(url, token, room),
    ]);
  }

  /** How many events of actions were told, to all together. */
  get told(): number {
    return this.#followers.reduce((sum, { begun, ended }) => sum + begun.length + ended.length, 0);
  }

  /** Resolves when all of them are told what happens. */
  async areThere(): Promise<void> {
    await until(() => this.#followers.every(({ follows }) => follows));
  }

  /** Waits until every subscriber was told the whole journal, ends them, and returns a line for each difference. */
  async compare(journal: readonly ActionRecord[]): Promise<string[]> {
    await until(() => this.#followers.every(({ ended }) => ended.length >= journal.length));
    this.#ended.abort();
    await Promise.all(this.#reading);
    const ids = journal.map(({ id }) => id);
    return this.#followers.flatMap(({ begun, ended }, index) => [
      ...differences(`follower ${index}, begun`, begun, ids),
      ...differences(`follower ${index}, ended`, ended, ids),
    ]);
  }

  async #followActions(url: string, token: string, follower: Follower): Promise<void> {
    const events = subscribe(`${url}/graphql/stream`, () => token, ActionsFeed, {}, this.#options());
    for await (const { moderationActions } of events) {
      const { kind, action } = moderationActions;
      follower.follows = true;
      if (kind === 'BEGUN' && action) follower.begun.push(action.id);
      else if (action) follower.ended.push(action.id);
    }
  }

  async #followRoom(url: string, token: string, room: { sdkAppId: number; roomId: number }): Promise<void> {
    const variables = { ...room, strRoomId: null };
    const events = subscribe(`${url}/graphql/stream`, () => token, RoomFeed, variables, this.#options());
    for await (const { room: event } of events) this.roomEvents += Number(event !== null);
  }

  #options() {
    return {
      signal: this.#ended.signal,
      onRetry: (reason: unknown) => void this.interruptions.push(String(reason)),
    };
  }
}

/** Resolves when it is so, and when that takes too long. */
async function until(isSo: () => boolean): Promise<void> {
  const latest = performance.now() + WITHIN_MS;
  while (!isSo() && performance.now() < latest) await sleep(LOOK_MS);
}

/** Each action once, and none that the journal does not have. */
function differences(who: string, told: readonly string[], ids: readonly string[]): string[] {
  const times = new Map<string, number>(ids.map((id) => [id, 0]));
  for (const id of told) times.set(id, (times.get(id) ?? Number.NaN) + 1);
  return [...times].flatMap(([id, count]) => {
    if (count === 1) return [];
    return [
      `${who}: ${id} was told ${Number.isNaN(count) ? 'though it is not in the journal' : `${count} times`}`,
    ];
  });
}
