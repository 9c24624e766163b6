import { jwtVerify } from 'jose';
import { cookies } from 'next/headers';

/** Whom your application has signed in, and which rooms they may moderate. */
export interface Moderator {
  id: string;
  rooms: readonly number[];
}

/** Reads the session from a signed cookie. Put your application's own sessions in its place. */
export async function signedInModerator(): Promise<Moderator | undefined> {
  const session = (await cookies()).get('session')?.value;
  if (!session) return undefined;
  const key = new TextEncoder().encode(process.env.SESSION_SECRET ?? '');
  try {
    const { payload } = await jwtVerify<{ rooms?: number[] }>(session, key, { algorithms: ['HS256'] });
    return payload.sub ? { id: payload.sub, rooms: payload.rooms ?? [] } : undefined;
  } catch {
    return undefined;
  }
}
