import type { Restriction } from '../restrictions/restriction.js';
import type { Restrictions } from '../restrictions/restrictions.js';
import type { RoomChange } from '../roster/room-changes.js';
import type { Roster } from '../roster/roster.js';
import type { ListedPerson, ListedRoom } from '../roster/roster-pages.js';
import type { Clock } from '../time/clock.js';
import { Pushed } from './pushed.js';

/** In a room with more people, readers are told at most so many events a second. */
const MANY_PEOPLE = 100;
const MOST_A_SECOND = 10;
/** With more changes than this to be told, readers are told the room as a whole instead. */
const MOST_PENDING = 50;
/** The restrictions of so many actions are read at once. */
const MOST_ACTIONS = 200;
/** How often a room in which much happens is read for a new reader. */
const MOST_ATTEMPTS = 3;

/** Something that has happened in a room. All who are told of it get the same object. */
export interface RoomNews {
  readonly kind: 'SNAPSHOT' | 'ENTERED' | 'LEFT' | 'CHANGED' | 'RESTRICTION' | 'CLOSED';
  /** As it is now. Undefined: nothing is known of it. */
  readonly room: ListedRoom | undefined;
  readonly person?: ListedPerson | undefined;
  readonly restriction?: Restriction | undefined;
}

export interface RoomWatchOptions {
  roster: Roster;
  restrictions: Restrictions;
  clock: Clock;
  onError: (error: unknown) => void;
}

/** Tells what happens in one room, once for all who want to know. */
export class RoomWatch {
  readonly #place: string;
  readonly #options: RoomWatchOptions;
  readonly #readers = new Set<Pushed>();
  /** Those who are not told the room yet, and what has happened since it is being read for them. */
  readonly #joining = new Map<Pushed, RoomNews[]>();
  /** By user: whether they have entered. */
  readonly #people = new Map<string, boolean>();
  readonly #actions = new Set<string>();
  /** Those that have still to be told, as they were read last. */
  readonly #restrictions = new Map<string, Restriction>();
  #roomChanged = false;
  #isOpen: boolean | undefined;
  #told: number[] = [];
  #telling = false;

  constructor(place: string, options: RoomWatchOptions) {
    this.#place = place;
    this.#options = options;
  }

  get isWatched(): boolean {
    return this.#readers.size > 0 || this.#joining.size > 0;
  }

  /** Resolves with a reader who is told the room as it is, and then what happens. `onReturn` is called once, when it reads no more. */
  async read(onReturn: () => void): Promise<Pushed> {
    const reader: Pushed = new Pushed(() => {
      this.#readers.delete(reader);
      this.#joining.delete(reader);
      onReturn();
    });
    try {
      for (const news of await this.#first(reader)) reader.push(news);
      this.#joining.delete(reader);
      this.#readers.add(reader);
    } catch (error) {
      await reader.return();
      throw error;
    }
    return reader;
  }

  /** The room as it is, and what has happened since it was read. */
  async #first(reader: Pushed): Promise<readonly RoomNews[]> {
    for (let attempts = 1; ; attempts += 1) {
      const since: RoomNews[] = [];
      // Before the room is read, so that nothing falls between the two.
      this.#joining.set(reader, since);
      const room = await this.#options.roster.findRoom(this.#place);
      this.#isOpen ??= room?.isOpen;
      // What was read may be older than what others were told meanwhile.
      if (since.length === 0 || attempts === MOST_ATTEMPTS) return [{ kind: 'SNAPSHOT', room }, ...since];
    }
  }

  /** Takes in what the vendor has reported. */
  changed({ userId, kind }: RoomChange): void {
    if (userId === '') this.#roomChanged = true;
    else this.#people.set(userId, kind === 'entered' || this.#people.get(userId) === true);
    void this.#tell();
  }

  /** Takes in that an action has begun or ended, which may be about a restriction. */
  acted(actionId: string): void {
    this.#actions.add(actionId);
    void this.#tell();
  }

  async #tell(): Promise<void> {
    if (this.#telling) return;
    this.#telling = true;
    try {
      // What comes in the same turn is read together.
      await new Promise(setImmediate);
      while (this.isWatched && this.#hasNews()) {
        await this.#tellSome();
      }
    } catch (error) {
      this.#options.onError(error);
      // Nobody knows what was missed, so readers are told the room as a whole when it can be read again.
      this.#roomChanged = true;
      this.#options.clock.after(1_000, () => void this.#tell());
    } finally {
      this.#telling = false;
    }
  }

  #hasNews(): boolean {
    return (
      [this.#people, this.#actions, this.#restrictions].some(({ size }) => size > 0) || this.#roomChanged
    );
  }

  async #tellSome(): Promise<void> {
    const { roster, clock } = this.#options;
    const room = await roster.findRoom(this.#place);
    const free = room && room.members > MANY_PEOPLE ? this.#free() : Number.POSITIVE_INFINITY;
    if (free <= 0) {
      await new Promise<void>((resolve) => {
        clock.after(1_000 / MOST_A_SECOND, resolve);
      });
      return;
    }
    if (this.#people.size > MOST_PENDING) {
      this.#people.clear();
      this.#push({ kind: 'SNAPSHOT', room });
      return;
    }
    if (this.#roomChanged) {
      this.#roomChanged = false;
      const wasOpen = this.#isOpen;
      this.#isOpen = room?.isOpen;
      this.#push({ kind: wasOpen && !room?.isOpen ? 'CLOSED' : 'SNAPSHOT', room });
      if (!room?.isOpen) this.#people.clear();
      return;
    }
    this.#isOpen = room?.isOpen;
    const told = await this.#tellPeople(room, free);
    await this.#tellRestrictions(room, free - told);
  }

  async #tellPeople(room: ListedRoom | undefined, most: number): Promise<number> {
    const some = [...this.#people].slice(0, most);
    for (const [userId] of some) this.#people.delete(userId);
    if (!room || some.length === 0) return 0;
    const found = await this.#options.roster.findPeople(
      room,
      some.map(([userId]) => userId),
    );
    for (const [userId, hasEntered] of some) {
      const { person, isHere } = found.get(userId) ?? {};
      if (person) this.#push({ kind: isHere ? (hasEntered ? 'ENTERED' : 'CHANGED') : 'LEFT', room, person });
    }
    return some.length;
  }

  /** Many actions may be about few restrictions: a mute of the room is carried out by one for each person. */
  async #tellRestrictions(room: ListedRoom | undefined, most: number): Promise<void> {
    const some = most > 0 ? [...this.#actions].slice(0, MOST_ACTIONS) : [];
    for (const id of some) this.#actions.delete(id);
    if (some.length > 0) {
      const found = await this.#options.restrictions.ofActions(some);
      for (const restriction of found.values()) this.#restrictions.set(restriction.id, restriction);
    }
    for (const [id, restriction] of [...this.#restrictions].slice(0, Math.max(0, most))) {
      this.#restrictions.delete(id);
      this.#push({ kind: 'RESTRICTION', room, restriction });
    }
  }

  #push(news: RoomNews): void {
    this.#told.push(this.#options.clock.now());
    for (const reader of this.#readers) reader.push(news);
    for (const since of this.#joining.values()) since.push(news);
  }

  /** How many events may be told now. */
  #free(): number {
    const since = this.#options.clock.now() - 1_000;
    this.#told = this.#told.filter((at) => at > since);
    return MOST_A_SECOND - this.#told.length;
  }
}
