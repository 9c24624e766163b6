import type { JWTPayload, JWTVerifyOptions } from 'jose';
import type { AuthConfig } from '../config/auth.js';

/** A key that verified a token. */
export interface VerificationKey {
  /** When tokens of this key are no longer accepted, on the monotonic clock. It changes when the key is replaced. */
  endsAt: number;
}

/** The keys of a key server. The server decides which of them are valid. */
export const REMOTE_KEY: VerificationKey = { endsAt: Number.POSITIVE_INFINITY };

/** The keys that signatures are verified with. */
export interface VerificationKeys {
  verify(token: string, options: JWTVerifyOptions): Promise<{ payload: JWTPayload; key: VerificationKey }>;
  known(): boolean;
  load(): Promise<void>;
  /** Takes a new key. Absent: new keys come by themselves. */
  renew?(auth: AuthConfig): void;
}
