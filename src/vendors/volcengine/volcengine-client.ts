import { parse, stringify } from 'lossless-json';
import { type Attempt, answerFailed, answerUnreadable, transportFailed } from '../calling/attempt.js';
import type { Slot } from '../calling/quota.js';
import { type CallLimits, type CallRequest, type CallResult, callWithRetries } from '../calling/retry.js';
import type { VendorAnswer, VendorConnection } from '../calling/send-request.js';
import { SigningClock } from '../calling/signing-clock.js';
import { redactorOf, type VendorFailure } from '../calling/vendor-failure.js';
import { blacklistUserCodeMeaning, volcengineCodeMeaning } from './codes.js';
import {
  canonicalQuery,
  deriveVolcengineSigningKey,
  sha256Hex,
  signVolcengine,
  volcengineXDate,
} from './signature.js';
import type { VolcengineConfig } from './variables.js';

const SERVICE = 'rtc';
const VERSION = '2020-12-01';
const CONTENT_TYPE = 'application/json';

/** The vendor document: at most 10 users a call. */
export const MAX_USERS_PER_CALL = 10;

export interface Blacklist {
  appId: number;
  /** Whose list it is; an int64 as a decimal string, like every user id here. */
  ownerId: string;
  inboxType: number;
}

export interface BlacklistUser {
  userId: string;
  ext?: Readonly<Record<string, string>>;
}

export interface AddBlackListAnswer {
  requestId: string;
  /** By user id; whoever is not in it was added. */
  failures: ReadonlyMap<string, VendorFailure>;
}

/**
 * Volcengine RTC's messaging interface. Source: the vendor document "AddBlackList" (version 2020-12-01) and its
 * signature document.
 */
export class VolcengineClient {
  readonly #config: VolcengineConfig;
  readonly #connection: Pick<VendorConnection, 'send'>;
  readonly #limits: CallLimits;
  readonly #checkLimits: CallLimits;
  readonly #clock: SigningClock;
  readonly #shown: (vendorWords: unknown) => string;
  #signingKey: { date: string; key: Buffer } | undefined;

  constructor(
    config: VolcengineConfig,
    connection: Pick<VendorConnection, 'send'>,
    limits: CallLimits,
    checkLimits: CallLimits,
    epochMs: () => number,
  ) {
    this.#config = config;
    this.#connection = connection;
    this.#limits = limits;
    this.#checkLimits = checkLimits;
    this.#clock = new SigningClock(epochMs);
    this.#shown = redactorOf([
      config.accessKeyId,
      config.secretAccessKey.reveal(),
      config.sessionToken?.reveal(),
    ]);
  }

  /** Adds 1 to 10 different users to a list, in a slot that the caller has already got. */
  addBlackList(
    list: Blacklist,
    users: readonly BlacklistUser[],
    request: CallRequest,
    slot: Slot,
  ): Promise<CallResult<AddBlackListAnswer>> {
    const body = addBlackListBody(list, users);
    const asked = new Set(users.map(({ userId }) => userId));
    return callWithRetries(
      this.#limits,
      request,
      (timeoutMs, mayHaveLanded) =>
        this.#attempt('AddBlackList', body, timeoutMs, (result, requestId) =>
          this.#readFailedInfos(result, requestId, asked, mayHaveLanded),
        ),
      slot,
    );
  }

  /** Tells of each of 1 to 10 users whether they are on a list. Has a quota of its own at the vendor: `checkLimits`. */
  isInBlackList(
    list: Blacklist,
    userIds: readonly string[],
    request: CallRequest,
  ): Promise<CallResult<ReadonlyMap<string, boolean>>> {
    const body = isInBlackListBody(list, userIds);
    return callWithRetries(this.#checkLimits, request, (timeoutMs) =>
      this.#attempt('IsInBlackList', body, timeoutMs, (result) => readIsInBlackListInfos(result, userIds)),
    );
  }

  /** `readResult` gives undefined for a `Result` that does not fit the request. */
  async #attempt<T>(
    action: string,
    body: string,
    timeoutMs: number,
    readResult: (result: unknown, requestId: string) => T | undefined,
  ): Promise<Attempt<T>> {
    const query = { Action: action, Version: VERSION };
    const path = `/?${canonicalQuery(query)}`;
    const time = this.#clock.now();
    const headers = this.#signedHeaders(query, body, time.epochMs);
    const answer = await this.#connection.send({ path, headers, body }, timeoutMs);
    if ('fault' in answer) return transportFailed(answer);
    const attempt = this.#read(answer, readResult);
    this.#clock.heard(time, attempt, answer.dateMs);
    return attempt;
  }

  #signedHeaders(
    query: Readonly<Record<string, string>>,
    body: string,
    epochMs: number,
  ): Record<string, string> {
    const { endpoint, region, accessKeyId, secretAccessKey, sessionToken } = this.#config;
    const xDate = volcengineXDate(epochMs);
    const date = xDate.slice(0, 8);
    if (this.#signingKey?.date !== date) {
      const key = deriveVolcengineSigningKey(secretAccessKey.reveal(), date, region, SERVICE);
      this.#signingKey = { date, key };
    }
    const signedHeaders = {
      'content-type': CONTENT_TYPE,
      host: endpoint.host,
      'x-content-sha256': sha256Hex(body),
      'x-date': xDate,
      ...(sessionToken && { 'x-security-token': sessionToken.reveal() }),
    };
    const { authorization } = signVolcengine({
      method: 'POST',
      path: '/',
      query,
      signedHeaders,
      body,
      xDate,
      region,
      service: SERVICE,
      accessKeyId,
      signingKey: this.#signingKey.key,
    });
    return { ...signedHeaders, authorization };
  }

  /** An error can come with any status, 200 included; only a status of 200 without one is a success. */
  #read<T>(
    answer: VendorAnswer,
    readResult: (result: unknown, requestId: string) => T | undefined,
  ): Attempt<T> {
    const document = parseAnswer(answer.body);
    if (!document) return answerUnreadable(answer);
    const { RequestId: requestId, Error: error } = document.metadata;
    const known =
      typeof requestId === 'string' && requestId !== '' ? { vendorRequestId: this.#shown(requestId) } : {};

    if (error === undefined || error === null) {
      if (answer.status !== 200 || !known.vendorRequestId) return answerUnreadable(answer);
      const value = readResult(document.result, known.vendorRequestId);
      return value === undefined ? answerUnreadable(answer) : { ok: true, value, slot: 'answered' };
    }
    if (!isObject(error) || typeof error.Code !== 'string') return answerUnreadable(answer);
    return answerFailed(volcengineCodeMeaning(error.Code), {
      ...this.#vendorWords(error.Code, error.Message),
      ...known,
    });
  }

  /**
   * Undefined unless the list names only users of this call, since a list that names others (or a mangled id) leaves
   * it open who failed. An absent, null or empty list means that all were added.
   */
  #readFailedInfos(
    result: unknown,
    requestId: string,
    asked: ReadonlySet<string>,
    earlierAttemptMayHaveLanded: boolean,
  ): AddBlackListAnswer | undefined {
    if (result !== undefined && result !== null && !isObject(result)) return undefined;
    const infos = result?.FailedInfos ?? [];
    if (!Array.isArray(infos)) return undefined;

    const failures = new Map<string, VendorFailure>();
    for (const info of infos) {
      if (!isObject(info) || typeof info.Code !== 'string') return undefined;
      const userId = String(info.UserId);
      if (!asked.has(userId)) return undefined;
      const { retry: _, ...meaning } = blacklistUserCodeMeaning(info.Code);
      // The gateway's own first send put the user there: what was asked has happened.
      if (earlierAttemptMayHaveLanded && meaning.reason === 'already-blacklisted') continue;
      failures.set(userId, {
        ...meaning,
        ...this.#vendorWords(info.Code, info.Message),
        vendorRequestId: requestId,
      });
    }
    return { requestId, failures };
  }

  #vendorWords(code: string, message: unknown) {
    return { vendorCode: this.#shown(code), vendorMessage: this.#shown(message) };
  }
}

function addBlackListBody(list: Blacklist, users: readonly BlacklistUser[]): string {
  return bodyFor(list, {
    BlackListInfos: users.map(({ userId, ext }) => ({
      BlackListUserId: BigInt(userId),
      ...(ext && { BlackListUserExt: ext }),
    })),
  });
}

function isInBlackListBody(list: Blacklist, userIds: readonly string[]): string {
  return bodyFor(list, { BlackListUserIds: userIds.map(BigInt) });
}

/** BigInts: an id must be a JSON integer on the wire, and most int64s are not JavaScript numbers. */
function bodyFor({ appId, ownerId, inboxType }: Blacklist, more: object): string {
  const body = stringify({ AppId: appId, UserId: BigInt(ownerId), InboxType: inboxType, ...more });
  if (body === undefined) throw new Error('a call without a body');
  return body;
}

/** Undefined unless the answer tells of every user. */
function readIsInBlackListInfos(
  result: unknown,
  userIds: readonly string[],
): ReadonlyMap<string, boolean> | undefined {
  const infos = isObject(result) ? result.IsInBlackListInfos : undefined;
  if (!isObject(infos)) return undefined;
  const listed = new Map<string, boolean>();
  for (const userId of userIds) {
    const isListed = infos[userId];
    if (typeof isListed !== 'boolean') return undefined;
    listed.set(userId, isListed);
  }
  return listed;
}

/** Numbers stay text (`LosslessNumber`), so that ids keep their digits. */
function parseAnswer(body: string): { metadata: Record<string, unknown>; result: unknown } | undefined {
  try {
    const document = parse(body);
    if (!isObject(document) || !isObject(document.ResponseMetadata)) return undefined;
    return { metadata: document.ResponseMetadata, result: document.Result };
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
