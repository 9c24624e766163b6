import { z } from 'zod';
import {
  type Blacklists,
  type Ext,
  type ListEntry,
  MAX_INT32,
  MAX_USER_ID,
  MIN_INT32,
} from './blacklists.js';
import type { VolcengineError } from './volcengine-authentication.js';

/** The users that an injected fault refuses, by user id. */
type FailedUsers = ReadonlyMap<string, { code: string; message: string }>;

/** What a call needs besides its body. */
interface CallCircumstances {
  /** From an injected fault. */
  failing: FailedUsers;
  /** The time, in seconds since the epoch. */
  seconds: number;
}

/** The `Result` of an answer, with ids as BigInts, or the error. */
type CallOutcome = { result: object } | { error: VolcengineError };

/** An api of the vendor. */
export interface BlacklistCall {
  /** The vendor's name for the api. */
  api: string;
  /** The documented quota of an account. */
  callsPerSecond: number;
  /** `body` is parsed JSON with integers as BigInts. */
  run(body: unknown, blacklists: Blacklists, circumstances: CallCircumstances): CallOutcome;
}

export const MAX_USERS_PER_CALL = 10;

const int32 = z
  .bigint('must be an int32')
  .min(BigInt(MIN_INT32), 'must be an int32')
  .max(BigInt(MAX_INT32), 'must be an int32')
  .transform(Number);
export const int64 = z.bigint('must be an int64').min(0n).max(MAX_USER_ID).transform(String);
// Not `z.record`, which drops the key `__proto__`.
export const ext = z.custom<Ext>(isStringMap, 'must be a map from string to string');

/** The parameters with which every call names its list. */
export const list = {
  AppId: int32,
  UserId: int64,
  InboxType: int32.nullish().transform((inboxType) => inboxType ?? 0),
};
export const userIds = z.array(int64).min(1).max(MAX_USERS_PER_CALL);

/** An api for one list. `run` gets the list's users, to read and to change, and returns the answer's `Result`. */
export function blacklistCall<Body extends { AppId: number; UserId: string; InboxType: number }>(
  api: string,
  callsPerSecond: number,
  bodySchema: z.ZodType<Body>,
  run: (body: Body, users: Map<string, ListEntry>, circumstances: CallCircumstances) => object,
): BlacklistCall {
  return {
    api,
    callsPerSecond,
    run(body, blacklists, circumstances) {
      const parsed = bodySchema.safeParse(body);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        const message = `${issue?.path.join('.')}: ${issue?.message}`;
        return { error: { status: 400, code: 'InvalidParam', message } };
      }
      const { AppId, UserId, InboxType } = parsed.data;
      if (!blacklists.hasApplication(AppId)) {
        return { error: { status: 400, code: 'AppNotFound', message: 'app not found' } };
      }
      return { result: run(parsed.data, blacklists.users(AppId, UserId, InboxType), circumstances) };
    },
  };
}

function isStringMap(value: unknown): value is Ext {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((text) => typeof text === 'string')
  );
}
