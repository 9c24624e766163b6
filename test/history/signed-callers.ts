import { newSecret, signed } from '../identity/signed-tokens.js';

export const SECRET = newSecret();

/** A token for an hour, signed with `SECRET`. */
export function tokenOf(sub: string, claims: Record<string, unknown>): string {
  const exp = Math.floor(Date.now() / 1000) + 3_600;
  return signed({ alg: 'HS256' }, { sub, exp, ...claims }, 'HS256', SECRET);
}

export const EVERYWHERE = { rooms: '*', str_rooms: '*', app_ids: '*', sdk_app_ids: '*' };
