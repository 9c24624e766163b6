import { SignJWT } from 'jose';
import type { AuthConfig } from '../config/auth.js';

/** A token for each kind of caller. */
export interface SandboxTokens {
  /** May do everything everywhere. */
  admin: string;
  /** May mute and unmute in room 10006. */
  anchor: string;
  /** May edit the blacklist of user 10001, its own. */
  user: string;
}

/** Signs tokens that are valid for 12 hours, for a gateway with this secret, issuer and audience. */
export async function signSandboxTokens(
  secret: string,
  { issuer, audience }: Pick<AuthConfig, 'issuer' | 'audience'>,
): Promise<SandboxTokens> {
  const sign = (sub: string, claims: Record<string, unknown>) => {
    const token = new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(sub)
      .setIssuedAt()
      .setExpirationTime('12h');
    if (issuer) token.setIssuer(issuer);
    if (audience) token.setAudience(audience);
    return token.sign(Buffer.from(secret));
  };
  return {
    admin: await sign('admin', {
      scope: 'moderation:media moderation:rooms moderation:blacklist moderation:audit',
      sdk_app_ids: ['*'],
      app_ids: ['*'],
      rooms: ['*'],
      str_rooms: ['*'],
    }),
    anchor: await sign('anchor', { scope: 'moderation:media', rooms: [10006] }),
    user: await sign('user-10001', { scope: 'moderation:blacklist:own', volc_user_id: '10001' }),
  };
}
