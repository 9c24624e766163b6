/** The code of tokens.md; test/docs.test.ts keeps them the same. */
import { SignJWT } from 'jose';

export const mintToken = (secret: string, userId: string, rooms: readonly number[]): Promise<string> =>
  new SignJWT({ scope: 'moderation:media', rooms })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(userId)
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(secret));

export const mintParticipantToken = (secret: string, userId: string): Promise<string> =>
  new SignJWT({ scope: 'moderation:self', trtc_user_id: userId })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(userId)
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(secret));
