import {
  ROOM_EVENT_KINDS,
  type RoomEvent,
  type RoomEventKind,
  type RoomRole,
  type RoomTerminal,
} from '../vendors/calling/room-event.js';

/**
 * What is known of a person or a room is kept in registers, one for each fact. A register has the key of the newest event
 * that tells the fact, and the key is greater for later events. To take an event in is to take the greater of two keys. So
 * it makes no difference in which order events come, how often each comes, and which gateway gets it.
 *
 * A key is the time in milliseconds and, below it, the kind. Registers that need more than the kind have it below the key.
 * The largest number is below 2^53.
 */
export type Key = number;

const KINDS = 16;
const ROLES = 4;
const TERMINALS = 16;

const ROLE_NUMBERS: Readonly<Record<RoomRole, number>> = { ANCHOR: 1, AUDIENCE: 2 };
const ROLE_NAMES: readonly (RoomRole | undefined)[] = [undefined, 'ANCHOR', 'AUDIENCE'];
const TERMINAL_NAMES: readonly (RoomTerminal | undefined)[] = [
  undefined,
  'WINDOWS',
  'ANDROID',
  'IOS',
  'LINUX',
  'OTHER',
];

export function keyOf({ atMs }: Pick<RoomEvent, 'atMs'>, kind: RoomEventKind): Key {
  return atMs * KINDS + ROOM_EVENT_KINDS.indexOf(kind) + 1;
}

/** Below all keys of events at this time, in milliseconds since the epoch. */
export function firstKeyAt(time: number): Key {
  return time * KINDS;
}

export function timeOfKey(key: Key): number {
  return Math.floor(key / KINDS);
}

function kindOfKey(key: Key): RoomEventKind | undefined {
  return ROOM_EVENT_KINDS[(key % KINDS) - 1];
}

/** The registers of a person in a room. Each is 0 if no event told the fact. */
export interface PersonRegisters {
  /** The newest event that shows that the person is in the room. */
  seen: Key;
  /**
   * The newest exit. An entry that is no return is an exit too, directly before it: what was published before it has
   * ended, also where the exit itself was missed. Its key is one less than the entry's.
   */
  gone: Key;
  /** The newest entry, with the terminal, and whether it was as a guest. */
  entered: number;
  /** The newest event that tells the role, with the role. */
  role: number;
  video: Key;
  audio: Key;
  screen: Key;
}

export const NOBODY: PersonRegisters = {
  seen: 0,
  gone: 0,
  entered: 0,
  role: 0,
  video: 0,
  audio: 0,
  screen: 0,
};

/** The register of each medium, by the kinds of events that tell of it. */
const MEDIA: { readonly [Kind in RoomEventKind]?: 'video' | 'audio' | 'screen' } = {
  'video-started': 'video',
  'video-stopped': 'video',
  'audio-started': 'audio',
  'audio-stopped': 'audio',
  'screen-started': 'screen',
  'screen-stopped': 'screen',
};
const STARTED: ReadonlySet<RoomEventKind | undefined> = new Set([
  'video-started',
  'audio-started',
  'screen-started',
]);

/** Takes an event about a person into their registers. */
export function withEvent(person: PersonRegisters, event: RoomEvent, kind: RoomEventKind): PersonRegisters {
  const key = keyOf(event, kind);
  if (kind === 'left') return { ...person, gone: Math.max(person.gone, key) };
  const next = { ...person, seen: Math.max(person.seen, key) };
  const medium = MEDIA[kind];
  if (medium) next[medium] = Math.max(person[medium], key);
  if (event.role || kind === 'role-changed') {
    next.role = Math.max(person.role, key * ROLES + (event.role ? ROLE_NUMBERS[event.role] : 0));
  }
  if (kind === 'entered') {
    const details = TERMINAL_NAMES.indexOf(event.terminal) * 2 + (event.isGuest ? 1 : 0);
    next.entered = Math.max(person.entered, key * TERMINALS + details);
    if (!event.isReturn) next.gone = Math.max(person.gone, key - 1);
  }
  return next;
}

/** What the registers say of somebody who is in the room. */
export interface Presence {
  role: RoomRole | undefined;
  terminal: RoomTerminal | undefined;
  isGuest: boolean;
  audio: boolean;
  video: boolean;
  screen: boolean;
  /** Milliseconds since the epoch. */
  enteredAt: number;
}

/**
 * Undefined if the person is not in the room. What happened before the person left says nothing, nor what happened up to
 * `erased`. Of somebody whose entry was missed, or who is known by returns only, the oldest fact that is known tells when
 * they were there at the latest.
 */
export function presenceOf(person: PersonRegisters, erased: Key): Presence | undefined {
  const gone = Math.max(person.gone, erased);
  if (person.seen <= gone) return undefined;
  const entered = Math.floor(person.entered / TERMINALS);
  const details = entered > gone ? person.entered % TERMINALS : 0;
  const role = Math.floor(person.role / ROLES);
  const publishes = (medium: Key) => medium > gone && STARTED.has(kindOfKey(medium));
  const facts = [person.seen, entered, role, person.video, person.audio, person.screen];
  // The newest entry that is no return is the newest exit too, unless something has ended since.
  const isEntry = gone === person.gone && gone > 0 && kindOfKey(gone) !== 'left';
  return {
    role: role > gone ? ROLE_NAMES[person.role % ROLES] : undefined,
    terminal: TERMINAL_NAMES[details >> 1],
    isGuest: details % 2 === 1,
    audio: publishes(person.audio),
    video: publishes(person.video),
    screen: publishes(person.screen),
    enteredAt: timeOfKey(isEntry ? gone : Math.min(...facts.filter((key) => key > gone))),
  };
}

/** When what the registers tell happened, in milliseconds since the epoch. 0: no event told it. */
export function timesOf({ entered, role, video, audio, screen }: PersonRegisters) {
  return {
    entered: timeOfKey(Math.floor(entered / TERMINALS)),
    role: timeOfKey(Math.floor(role / ROLES)),
    video: timeOfKey(video),
    audio: timeOfKey(audio),
    screen: timeOfKey(screen),
  };
}

/** The number of a role in the table: 0 unknown. */
export function roleNumber(role: RoomRole | undefined): number {
  return role ? ROLE_NUMBERS[role] : 0;
}
