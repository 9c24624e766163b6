import { ROOM_EVENT_KINDS, type RoomEvent } from '../../src/vendors/calling/room-event.js';

/**
 * What design says of a roster, as a plain fold over events in their order. It is written from the documents and not from
 * the gateway's code, and keeps no registers.
 */
export interface ModelPerson {
  userId: string;
  role: string | undefined;
  terminal: string | undefined;
  isGuest: boolean;
  audio: boolean;
  video: boolean;
  screen: boolean;
  enteredAt: number;
}

export interface ModelRoom {
  isOpen: boolean;
  openedAt: number | undefined;
  knownSince: number;
  members: number;
  publishers: number;
  people: ModelPerson[];
}

/** Of somebody who is in a room: what events told since they came, with the time of each. */
interface Person {
  /** When they entered, if that was seen. A return over another network, or after a lost connection, is no new entry. */
  since?: number;
  entry?: { at: number; terminal: string | undefined; isGuest: boolean };
  role?: { at: number; role: string | undefined };
  audio?: { at: number; on: boolean };
  video?: { at: number; on: boolean };
  screen?: { at: number; on: boolean };
}

interface Room {
  people: Map<string, Person>;
  firstAt: number;
  newestOpening: number;
  openedAt: number | undefined;
  isEnded: boolean;
  endedAt: number;
  /** A dismissal that may be this room's, since which nothing was heard. */
  doubt: boolean;
  /** The time of the newest event that shows that the room exists. */
  newestAt: number;
  /** When the gateway last heard of it. */
  heardAt: number;
}

export type ModelRooms = Map<string | number, Room>;

/** The rooms by name: a number for a numeric room, a text for a string room. */
export function fold(events: readonly RoomEvent[]): ReadonlyMap<string | number, ModelRoom> {
  const rooms: ModelRooms = new Map();
  takeAll(rooms, events, 0);
  return shownRooms(rooms);
}

/** Takes events that come at `now`, in any order. */
export function takeAll(rooms: ModelRooms, events: readonly RoomEvent[], now: number): void {
  for (const event of [...events].sort(inOrder)) take(rooms, event, now);
}

export function shownRooms(rooms: ModelRooms): ReadonlyMap<string | number, ModelRoom> {
  return new Map([...rooms].map(([name, room]) => [name, shown(room, twin(rooms, name))]));
}

/** Rooms of which nothing was heard since `time` count as closed. */
export function closeQuiet(rooms: ModelRooms, time: number): void {
  for (const room of rooms.values()) {
    if (room.heardAt < time) end(room, Math.max(room.newestAt, room.endedAt));
  }
}

/** A closed room without people is known no longer. */
export function forgetClosed(rooms: ModelRooms): void {
  const over = [...shownRooms(rooms)].filter(([, { isOpen, people }]) => !isOpen && people.length === 0);
  for (const [name] of over) rooms.delete(name);
}

function inOrder(a: RoomEvent, b: RoomEvent): number {
  return a.atMs - b.atMs || rank(a) - rank(b);
}

function rank({ kind }: RoomEvent): number {
  return kind === undefined ? -1 : ROOM_EVENT_KINDS.indexOf(kind);
}

function twin(rooms: ReadonlyMap<string | number, Room>, name: string | number): Room | undefined {
  return rooms.get(typeof name === 'number' ? String(name) : Number(name));
}

function take(rooms: ModelRooms, event: RoomEvent, now: number): void {
  const name = event.room.strRoomId ?? event.room.roomId;
  if (event.kind === undefined) return;
  if (event.kind === 'dismissed') {
    const names = event.orRoomId === undefined ? [name] : [name, event.orRoomId];
    const known = names.map((one) => rooms.get(one)).filter((room) => room !== undefined);
    for (const room of known) room.heardAt = now;
    if (known.length === 2) for (const room of known) room.doubt = true;
    else for (const room of known) end(room, event.atMs);
    return;
  }
  const room = rooms.get(name) ?? {
    people: new Map<string, Person>(),
    firstAt: event.atMs,
    newestOpening: 0,
    openedAt: undefined,
    isEnded: false,
    endedAt: 0,
    doubt: false,
    newestAt: 0,
    heardAt: now,
  };
  rooms.set(name, room);
  room.newestAt = event.atMs;
  room.heardAt = now;
  room.isEnded = false;
  room.doubt = false;
  if (event.kind === 'opened') {
    room.openedAt = event.atMs;
    room.newestOpening = event.atMs;
  } else if (event.userId !== undefined) tell(room.people, event.userId, event);
}

function end(room: Room, at: number): void {
  room.people.clear();
  room.openedAt = undefined;
  room.endedAt = at;
  room.isEnded = true;
}

function tell(
  people: Map<string, Person>,
  userId: string,
  { kind, atMs: at, role, terminal, isGuest, isReturn }: RoomEvent,
) {
  if (kind === 'left') {
    people.delete(userId);
    return;
  }
  // Who enters in the normal way had left before, whether that was seen or not.
  const isNew = kind === 'entered' && !isReturn;
  const person: Person = isNew ? { since: at } : (people.get(userId) ?? {});
  people.set(userId, person);
  const [medium, change] = kind?.split('-') ?? [];
  if (medium === 'audio' || medium === 'video' || medium === 'screen') {
    person[medium] = { at, on: change === 'started' };
  } else person.role = { at, role };
  if (kind === 'entered') person.entry = { at, terminal, isGuest: isGuest ?? false };
}

function shown(room: Room, other: Room | undefined): ModelRoom {
  const people = [...room.people].map(([userId, person]) => shownPerson(userId, person));
  const members = people.filter(({ isGuest }) => !isGuest);
  return {
    isOpen: !room.isEnded && (!room.doubt || isOthers(room, other)),
    openedAt: room.openedAt,
    // Nobody is in a room that has ended, so nobody was missed since.
    knownSince: Math.max(room.firstAt, room.newestOpening, room.isEnded ? 0 : room.endedAt),
    members: members.length,
    publishers: members.filter(({ audio, video, screen }) => audio || video || screen).length,
    people: people.sort((a, b) => (a.userId < b.userId ? -1 : 1)),
  };
}

/** Whether a dismissal that may be of either room was the other's: it is empty, or has gone on since, and this is not empty. */
function isOthers(room: Room, other: Room | undefined): boolean {
  return room.people.size > 0 && (other === undefined || other.people.size === 0 || !other.doubt);
}

function shownPerson(userId: string, { since, entry, role, audio, video, screen }: Person): ModelPerson {
  const told = [entry, role, audio, video, screen].flatMap((fact) => fact?.at ?? []);
  return {
    userId,
    role: role?.role,
    terminal: entry?.terminal,
    isGuest: entry?.isGuest ?? false,
    audio: audio?.on ?? false,
    video: video?.on ?? false,
    screen: screen?.on ?? false,
    enteredAt: since ?? Math.min(...told),
  };
}
