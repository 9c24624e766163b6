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
/** The `Reason` of 103 for somebody who was there before: a switch of networks, and a retry after a time-out. */
const RETURNS: ReadonlySet<unknown> = new Set([2, 3]);
/** The `Reason` of 103 for somebody of another room. */
const CO_HOSTING = 4;

const ABOUT_THE_ROOM: ReadonlySet<RoomEventKind> = new Set(['opened', 'dismissed']);
const TELLS_ROLE: ReadonlySet<RoomEventKind> = new Set(['entered', 'role-changed']);

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
  if (!isJsonObject(json) || !isWithin(json.EventType, 0, MAX_TYPE)) return undefined;
  const type = json.EventType;
  const kind = KINDS[type];
  if (kind === undefined) return readUnknown(applicationId, type, json);
  const { EventInfo: info } = json;
  if (!isJsonObject(info)) return undefined;
  const atMs = timeOf(info);
  const room = roomOf(info.RoomId, kind);
  const userId = ABOUT_THE_ROOM.has(kind) ? undefined : nameIn(info.UserId);
  if (atMs === undefined || !room || (userId === undefined && !ABOUT_THE_ROOM.has(kind))) return undefined;
  const unknownFields = textOf({ ...without(json, KNOWN_FIELDS), ...without(info, KNOWN_INFO) });
  return {
    applicationId,
    ...room,
    kind,
    type,
    atMs,
    ...(userId !== undefined && { userId }),
    ...detailsOf(info, kind),
    ...(unknownFields !== undefined && { unknownFields }),
  };
}

/** Nothing is documented of a type that is unknown, so it may have any fields. All of them are kept. */
function readUnknown(applicationId: number, type: number, json: Fields): RoomEvent {
  const { EventInfo, ...others } = json;
  const info = isJsonObject(EventInfo) ? EventInfo : {};
  const userId = nameIn(info.UserId);
  const unknownFields = textOf({ ...others, ...(isJsonObject(EventInfo) ? EventInfo : { EventInfo }) });
  return {
    applicationId,
    ...(roomOf(info.RoomId, undefined) ?? { room: { strRoomId: '' } }),
    type,
    atMs: timeOf(info) ?? (isWithin(json.CallbackTs, 1, MAX_TIME_MS) ? json.CallbackTs : 0),
    ...(userId !== undefined && { userId }),
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

function detailsOf(info: Fields, kind: RoomEventKind): Partial<RoomEvent> {
  const role = ROLES[info.Role as number];
  const terminal = info.TerminalType === undefined ? undefined : terminalOf(info.TerminalType);
  return {
    ...(role && TELLS_ROLE.has(kind) && { role }),
    ...(terminal && kind === 'entered' && { terminal }),
    ...(kind === 'entered' && info.Reason === CO_HOSTING && { isGuest: true }),
    ...(kind === 'entered' && RETURNS.has(info.Reason) && { isReturn: true }),
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
  const strRoomId = nameIn(id);
  if (strRoomId === undefined) return undefined;
  const room = { strRoomId };
  const orRoomId = kind === 'dismissed' ? roomNumberIn(strRoomId) : undefined;
  return orRoomId === undefined ? { room } : { room, orRoomId };
}

/** Old callbacks have seconds only. */
function timeOf({ EventMsTs, EventTs }: Fields): number | undefined {
  const time = EventMsTs === undefined && typeof EventTs === 'number' ? EventTs * 1000 : EventMsTs;
  return isWithin(time, 1, MAX_TIME_MS) ? time : undefined;
}

/** New fields may come at any time. */
function without(fields: Fields, known: ReadonlySet<string>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !known.has(name)));
}

/** Fields as JSON, to be kept. Undefined if there are none, or if they cannot be written or stored. */
function textOf(fields: Fields): string | undefined {
  if (Object.keys(fields).length === 0) return undefined;
  try {
    const text = JSON.stringify(fields);
    // JSON may have escapes for characters that no database stores.
    return isStorableText(text) ? text : undefined;
  } catch {
    // Nested more deeply than can be written.
    return undefined;
  }
}

function isWithin(value: unknown, min: number, max: number): value is number {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
}

function nameIn(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '' || Buffer.byteLength(value) > MAX_NAME_BYTES)
    return undefined;
  return isStorableText(value) ? value : undefined;
}
