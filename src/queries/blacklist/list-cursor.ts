import { createHash } from 'node:crypto';
import { placeOf } from '../../blacklists/changed-users.js';
import { isInt64 } from '../../values/int64.js';
import type { Blacklist } from '../../vendors/volcengine/calls/blacklist.js';
import { type ListPosition, MAX_NEIGHBOURS, type Neighbour } from '../../vendors/volcengine/list-position.js';

/**
 * A position on a list as text that clients keep. It has, in this order: a byte for the version, the list's digest, the
 * index, how many neighbours are above and below, and each neighbour's id and time. Clients must not read it, so that it
 * may change.
 */
const VERSION = 1;
const DIGEST_BYTES = 4;
const INDEX_AT = 1 + DIGEST_BYTES;
const COUNTS_AT = INDEX_AT + 4;
const HEAD_BYTES = COUNTS_AT + 2;
const ID_BYTES = 8;
const TIME_BYTES = 6;
const NEIGHBOUR_BYTES = ID_BYTES + TIME_BYTES;
const NO_TIME = 2 ** (8 * TIME_BYTES) - 1;
const MAX_INDEX = 2 ** 32 - 1;

export function cursorOf(list: Blacklist, { index, above, below }: ListPosition): string {
  const neighbours = [...above, ...below];
  const bytes = Buffer.alloc(HEAD_BYTES + neighbours.length * NEIGHBOUR_BYTES);
  bytes.writeUInt8(VERSION, 0);
  digestOf(list).copy(bytes, 1);
  bytes.writeUInt32BE(Math.min(index, MAX_INDEX), INDEX_AT);
  bytes.writeUInt8(above.length, COUNTS_AT);
  bytes.writeUInt8(below.length, COUNTS_AT + 1);
  for (const [number, { userId, addedAt }] of neighbours.entries()) {
    const at = HEAD_BYTES + number * NEIGHBOUR_BYTES;
    bytes.writeBigUInt64BE(BigInt(userId), at);
    bytes.writeUIntBE(addedAt ?? NO_TIME, at + ID_BYTES, TIME_BYTES);
  }
  return bytes.toString('base64url');
}

/** Undefined unless the text is a cursor of this list. */
export function positionOf(list: Blacklist, cursor: string): ListPosition | undefined {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.length < HEAD_BYTES || bytes.readUInt8(0) !== VERSION) return undefined;
  if (!digestOf(list).equals(bytes.subarray(1, INDEX_AT))) return undefined;
  const above = bytes.readUInt8(COUNTS_AT);
  const below = bytes.readUInt8(COUNTS_AT + 1);
  if (above < 1 || above > MAX_NEIGHBOURS || below > MAX_NEIGHBOURS) return undefined;
  if (bytes.length !== HEAD_BYTES + (above + below) * NEIGHBOUR_BYTES) return undefined;
  const neighbours = Array.from({ length: above + below }, (_, number) => neighbourAt(bytes, number));
  if (!neighbours.every(({ userId }) => isInt64(userId))) return undefined;
  return {
    index: bytes.readUInt32BE(INDEX_AT),
    above: neighbours.slice(0, above),
    below: neighbours.slice(above),
  };
}

function neighbourAt(bytes: Buffer, number: number): Neighbour {
  const at = HEAD_BYTES + number * NEIGHBOUR_BYTES;
  const time = bytes.readUIntBE(at + ID_BYTES, TIME_BYTES);
  return { userId: String(bytes.readBigUInt64BE(at)), addedAt: time === NO_TIME ? undefined : time };
}

/** A cursor of one list must not lead into another. */
function digestOf(list: Blacklist): Buffer {
  return createHash('sha256').update(placeOf(list)).digest().subarray(0, DIGEST_BYTES);
}
