import type { KeyObject } from 'node:crypto';
import { jwtVerify } from 'jose';

/** Who asks, as the token says. */
export interface PeerCaller {
  sub: string;
  scopes: ReadonlySet<string>;
  /** The rooms that the token names. */
  rooms: '*' | ReadonlySet<number>;
}

/** Verifies the token of a request. Rejects with the status 401 if there is none, or none that is good. */
export async function callerOf(authorization: string | undefined, key: KeyObject): Promise<PeerCaller> {
  const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  try {
    const { payload } = await jwtVerify(token ?? '', key, {
      algorithms: ['HS256'],
      requiredClaims: ['sub', 'exp'],
    });
    const { sub = '', scope, rooms } = payload;
    return {
      sub,
      scopes: new Set(`${scope ?? ''}`.split(' ')),
      rooms: rooms === '*' ? '*' : new Set(Array.isArray(rooms) ? rooms : []),
    };
  } catch (cause) {
    throw Object.assign(new Error('The token is missing, or not valid.', { cause }), { statusCode: 401 });
  }
}

/** What the caller lacks to mute in a room. Undefined: nothing. */
export function missingInRoom({ scopes, rooms }: PeerCaller, roomId: number): string | undefined {
  if (!scopes.has('moderation:media')) return 'moderation:media';
  return rooms === '*' || rooms.has(roomId) ? undefined : 'rooms';
}

/** What the caller lacks to change a user's blacklist. Undefined: nothing. */
export function missingForList({ scopes, sub }: PeerCaller, ownerId: string): string | undefined {
  return scopes.has('moderation:blacklist') || sub === ownerId ? undefined : 'moderation:blacklist';
}
