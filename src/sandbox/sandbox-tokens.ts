import { mintToken } from '../tokens/minted-token.js';
import type { SigningKey } from '../tokens/signing-key.js';

const LIFETIME_SECONDS = 12 * 60 * 60;

/** A token for each kind of caller. */
export interface SandboxTokens {
  /** May do everything everywhere. */
  admin: string;
  /** May mute and unmute in room 10006. Is user 29376 there. */
  anchor: string;
  /** May edit the blacklist of user 10001, its own. */
  user: string;
}

/** Signs tokens that are valid for 12 hours. */
export async function signSandboxTokens(key: SigningKey): Promise<SandboxTokens> {
  const sign = (sub: string, claims: object) => mintToken(key, { sub, ...claims }, LIFETIME_SECONDS);
  return {
    admin: await sign('admin', {
      scope: 'moderation:media moderation:rooms moderation:blacklist moderation:audit moderation:self',
      trtc_user_id: '29376',
      sdk_app_ids: ['*'],
      app_ids: ['*'],
      rooms: ['*'],
      str_rooms: ['*'],
    }),
    anchor: await sign('anchor', {
      scope: 'moderation:media moderation:self',
      rooms: [10006],
      trtc_user_id: '29376',
    }),
    user: await sign('user-10001', { scope: 'moderation:blacklist:own', volc_user_id: '10001' }),
  };
}
