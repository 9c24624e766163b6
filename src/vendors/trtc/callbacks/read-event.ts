import { isRoomNumber, roomNumberIn } from '../../../values/room-name.js';
import { isStorableText } from '../../../values/storable-text.js';
import { isJsonObject } from '../../calling/json-object.js';
import type { RoomEvent, RoomEventKind, RoomRole, RoomTerminal } from '../../calling/room-event.js';

type Fields = Readonly<Record<string, unknown>>;

/** Source of the numbers in this file: the vendor documents "Room & Media Callbacks" and "Event Callbacks". */
const KINDS: Readonly<Record<number, RoomEventKind>> = {
  101: 'opened',
  102: 'dismissed',
  103: 'entered',
  104: 'left',
  105: 'role-changed',
  201: 'video-started',
  202: 'video-stopped',
  203: 'audio-started',
  204: 'audio-stopped',
  205: 'screen-started',
  206: 'screen-stopped',
};
const ROLES: Readonly<Record<number, RoomRole>> = { 20: 'ANCHOR', 21: 'AUDIENCE' };
const TERMINALS: Readonly<Record<number, RoomTerminal>> = {
  1: 'WINDOWS',
  2: 'ANDROID',
  3: 'IOS',
  4: 'LINUX',
};
/** The `Reason` of 103 for somebody of another room. */
const CO_HOSTING = 4;

const ABOUT_THE_ROOM: ReadonlySet<RoomEventKind | undefined> = new Set(['opened', 'dismissed']);
const TELLS_ROLE: ReadonlySet<RoomEventKind | undefined> = new Set(['entered', 'role-changed']);

/** The client SDKs allow 64 and 32 bytes. The documents do not say what the server allows. */
const MAX_NAME_BYTES = 255;
/** A type is stored in 32 bits, a time in a number of JavaScript with room for more. */
const MAX_TYPE = 2 ** 31 - 1;
const MAX_TIME_MS = 2 ** 44;

const KNOWN_FIELDS: ReadonlySet<string> = new Set(['EventGroupId', 'EventType', 'CallbackTs', 'EventInfo']);
const KNOWN_INFO: ReadonlySet<string> = new Set([
  'RoomId',
  'EventTs',
  'EventMsTs',
  'UserId',
  'Role',
  'TerminalType',
  'UserType',
  'Reason',
  'UniqueId',
]);

/** Reads the body of a callback. Undefined if it does not have the documented form. */
export function readEvent(applicationId: number, body: Uint8Array): RoomEvent | undefined {
  const json = jsonIn(body);
  if (!isJsonObject(json) || !isJsonObject(json.EventInfo)) return undefined;
  const { EventType: type, EventInfo: info } = json;
  const { RoomId, UserId } = info;
  const atMs = timeOf(info);
  if (!isWithin(type, 0, MAX_TYPE) || atMs === undefined) return undefined;
  const kind = KINDS[type];
  const room = roomOf(RoomId, kind);
  if (!room || (UserId !== undefined && !isName(UserId))) return undefined;
  const needsUser = kind !== undefined && !ABOUT_THE_ROOM.has(kind);
  if (needsUser && UserId === undefined) return undefined;
  const unknownFields = unknownIn(json, info, kind);
  return {
    applicationId,
    ...room,
    ...(kind && { kind }),
    type,
    atMs,
    ...(UserId !== undefined && !ABOUT_THE_ROOM.has(kind) && { userId: UserId }),
    ...detailsOf(info, kind),
    ...(unknownFields !== undefined && { unknownFields }),
  };
}

function jsonIn(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

function detailsOf(info: Fields, kind: RoomEventKind | undefined): Partial<RoomEvent> {
  const role = ROLES[info.Role as number];
  const terminal = info.TerminalType === undefined ? undefined : terminalOf(info.TerminalType);
  return {
    ...(role && TELLS_ROLE.has(kind) && { role }),
    ...(terminal && kind === 'entered' && { terminal }),
    ...(kind === 'entered' && info.Reason === CO_HOSTING && { isGuest: true }),
  };
}

function terminalOf(type: unknown): RoomTerminal {
  return TERMINALS[type as number] ?? 'OTHER';
}

/**
 * A number names a numeric room, a string a string room. A dismissal is the exception: the vendor's own example has the
 * string "12345" for room 12345.
 */
function roomOf(
  id: unknown,
  kind: RoomEventKind | undefined,
): Pick<RoomEvent, 'room' | 'orRoomId'> | undefined {
  if (isRoomNumber(id)) return { room: { roomId: id } };
  if (!isName(id)) return undefined;
  const room = { strRoomId: id };
  const orRoomId = kind === 'dismissed' ? roomNumberIn(id) : undefined;
  return orRoomId === undefined ? { room } : { room, orRoomId };
}

/** Old callbacks have seconds only. */
function timeOf({ EventMsTs, EventTs }: Fields): number | undefined {
  const time = EventMsTs === undefined && typeof EventTs === 'number' ? EventTs * 1000 : EventMsTs;
  return isWithin(time, 1, MAX_TIME_MS) ? time : undefined;
}

/** New fields may come at any time, and are kept. Of an unknown type, every field is. */
function unknownIn(json: Fields, info: Fields, kind: RoomEventKind | undefined): string | undefined {
  const among = (fields: Fields, known: ReadonlySet<string>) =>
    Object.entries(fields).filter(([name]) => kind === undefined || !known.has(name));
  const unknown = [...among(json, KNOWN_FIELDS), ...among(info, KNOWN_INFO)].filter(
    ([name]) => name !== 'EventInfo',
  );
  if (unknown.length === 0) return undefined;
  const text = JSON.stringify(Object.fromEntries(unknown));
  // JSON may have escapes for characters that no database stores.
  return isStorableText(text) ? text : undefined;
}

function isWithin(value: unknown, min: number, max: number): value is number {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
}

function isName(value: unknown): value is string {
  if (typeof value !== 'string' || value === '') return false;
  return Buffer.byteLength(value) <= MAX_NAME_BYTES && isStorableText(value);
}
