import { isInt64 } from '../values/int64.js';
import { isRoomUserId, isStrRoomId } from '../values/room-name.js';

/** The ids of one kind, such as rooms, that a token allows. */
export type Allowed<Id> = 'all' | ReadonlySet<Id>;

/** The `sub` of what the gateway does by itself. No token has it. */
export const GATEWAY_ITSELF = 'gateway';

/** The caller of a request, and what the token allows. */
export interface Caller {
  /** The token's `sub`. */
  sub: string;
  scopes: ReadonlySet<string>;
  /** TRTC applications. Undefined: only the default application. */
  sdkAppIds: Allowed<number> | undefined;
  /** Volcengine applications. Undefined: only the default application. */
  appIds: Allowed<number> | undefined;
  /** Numeric rooms. */
  rooms: Allowed<number>;
  /** String rooms. */
  strRooms: Allowed<string>;
  /** The owner of the blacklist that `moderation:blacklist:own` allows to change. An int64 as a decimal string. */
  volcUserId: string | undefined;
  /** The TRTC user that the caller is, of whom `moderation:self` allows to see what holds. */
  trtcUserId: string | undefined;
  /** Milliseconds since the epoch. */
  expiresAtMs: number;
}

/**
 * Reads the claims of a verified token. A claim without its documented shape grants nothing. So a mistake of the issuer
 * never grants more than the issuer meant.
 */
export function callerFromClaims(
  sub: string,
  exp: number,
  claims: Readonly<Record<string, unknown>>,
): Caller {
  const { scope, sdk_app_ids, app_ids, rooms, str_rooms, volc_user_id, trtc_user_id } = claims;
  return {
    sub,
    scopes: new Set(typeof scope === 'string' ? scope.split(' ').filter(Boolean) : []),
    sdkAppIds: sdk_app_ids === undefined ? undefined : allowedNumbers(sdk_app_ids),
    appIds: app_ids === undefined ? undefined : allowedNumbers(app_ids),
    rooms: allowedNumbers(rooms),
    strRooms: allowedStrRooms(str_rooms),
    volcUserId: int64(volc_user_id),
    trtcUserId: roomUserId(trtc_user_id),
    expiresAtMs: exp * 1000,
  };
}

/** An array of ids (numbers, or their decimal strings), or `"*"`, alone or in an array. */
function allowedNumbers(claim: unknown): Allowed<number> {
  const entries: unknown[] = Array.isArray(claim) ? claim : [claim];
  if (entries.includes('*')) return 'all';
  const ids = Array.isArray(claim) ? claim : [];
  return new Set(
    ids.flatMap((id) => {
      const number = typeof id === 'string' && /^[1-9]\d{0,9}$/.test(id) ? Number(id) : id;
      return Number.isSafeInteger(number) ? [number as number] : [];
    }),
  );
}

/** An array of names, or `"*"`, alone or in an array. No room can have the name `*`. A number names no string room. */
function allowedStrRooms(claim: unknown): Allowed<string> {
  const entries: unknown[] = Array.isArray(claim) ? claim : [claim];
  if (entries.includes('*')) return 'all';
  return new Set(Array.isArray(claim) ? claim.filter(isStrRoomId) : []);
}

/** A JSON number above 2^53-1 has lost digits, so it may be somebody else's id. */
function int64(claim: unknown): string | undefined {
  if (typeof claim === 'number' && Number.isSafeInteger(claim) && claim >= 0) return String(claim);
  return typeof claim === 'string' && isInt64(claim) ? claim : undefined;
}

function roomUserId(claim: unknown): string | undefined {
  return isRoomUserId(claim) ? claim : undefined;
}
