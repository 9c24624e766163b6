import { type Attempt, answerFailed, answerUnreadable, transportFailed } from '../calling/attempt.js';
import { type CallLimits, type CallRequest, type CallResult, callWithRetries } from '../calling/retry.js';
import type { VendorAnswer, VendorConnection } from '../calling/send-request.js';
import { SigningClock } from '../calling/signing-clock.js';
import { redactorOf } from '../calling/vendor-failure.js';
import { trtcCodeMeaning } from './codes.js';
import { deriveTc3SigningKey, signTc3, tc3Date } from './signature.js';
import type { TrtcAccessRegion, TrtcConfig } from './variables.js';

const SERVICE = 'trtc';
const VERSION = '2019-07-22';
const CONTENT_TYPE = 'application/json';

/** The vendor's `IsMute`: an absolute state, so that setting it twice does no harm. */
const IS_MUTE = {
  AUDIO_VIDEO_ENABLED: 0,
  AUDIO_VIDEO_DISABLED: 1,
  AUDIO_DISABLED: 2,
  VIDEO_DISABLED: 3,
} as const;
export type UserMediaState = keyof typeof IS_MUTE;

export interface SetUserBlockedCall {
  sdkAppId: number;
  /** 1 to 4294967294 */
  roomId: number;
  userId: string;
  state: UserMediaState;
  region: TrtcAccessRegion;
}

export interface SetUserBlockedAnswer {
  requestId: string;
}

/** The vendor counts calls per access region, so each has limits of its own. */
export type TrtcLimits = ReadonlyMap<TrtcAccessRegion, CallLimits>;

/**
 * Tencent RTC's server interface. Source: the vendor document "SetUserBlocked" (version 2019-07-22) and
 * "Signature v3".
 */
export class TrtcClient {
  readonly #config: TrtcConfig;
  readonly #connection: Pick<VendorConnection, 'send'>;
  readonly #limits: TrtcLimits;
  readonly #clock: SigningClock;
  readonly #shown: (vendorWords: unknown) => string;
  #signingKey: { date: string; key: Buffer } | undefined;

  constructor(
    config: TrtcConfig,
    connection: Pick<VendorConnection, 'send'>,
    limits: TrtcLimits,
    epochMs: () => number,
  ) {
    this.#config = config;
    this.#connection = connection;
    this.#limits = limits;
    this.#clock = new SigningClock(epochMs);
    this.#shown = redactorOf([config.secretId, config.secretKey.reveal(), config.sessionToken?.reveal()]);
  }

  /** Sets a user's audio and video in a room with a numeric id. */
  setUserBlocked(call: SetUserBlockedCall, request: CallRequest): Promise<CallResult<SetUserBlockedAnswer>> {
    const body = JSON.stringify({
      SdkAppId: call.sdkAppId,
      RoomId: call.roomId,
      UserId: call.userId,
      IsMute: IS_MUTE[call.state],
    });
    const limits = this.#limits.get(call.region);
    if (!limits) throw new Error(`no limits for the region ${call.region}`);
    return callWithRetries(limits, request, (timeoutMs) =>
      this.#attempt('SetUserBlocked', call.region, body, timeoutMs),
    );
  }

  async #attempt(
    action: string,
    region: string,
    body: string,
    timeoutMs: number,
  ): Promise<Attempt<SetUserBlockedAnswer>> {
    const time = this.#clock.now();
    const headers = this.#signedHeaders(action, region, body, time.epochMs);
    const answer = await this.#connection.send({ path: '/', headers, body }, timeoutMs);
    if ('fault' in answer) return transportFailed(answer);
    const result = this.#read(answer);
    this.#clock.heard(time, result, answer.dateMs);
    return result;
  }

  #signedHeaders(action: string, region: string, body: string, epochMs: number): Record<string, string> {
    const { endpoint, secretId, secretKey, sessionToken } = this.#config;
    const timestampSeconds = Math.floor(epochMs / 1000);
    const date = tc3Date(timestampSeconds);
    if (this.#signingKey?.date !== date) {
      this.#signingKey = { date, key: deriveTc3SigningKey(secretKey.reveal(), date, SERVICE) };
    }
    const signedHeaders = { 'content-type': CONTENT_TYPE, host: endpoint.host };
    const { authorization } = signTc3({
      method: 'POST',
      service: SERVICE,
      query: '',
      signedHeaders,
      body,
      timestampSeconds,
      secretId,
      signingKey: this.#signingKey.key,
    });
    return {
      ...signedHeaders,
      authorization,
      'x-tc-action': action,
      'x-tc-version': VERSION,
      'x-tc-timestamp': String(timestampSeconds),
      'x-tc-region': region,
      ...(sessionToken && { 'x-tc-token': sessionToken.reveal() }),
    };
  }

  /** The vendor answers 200 for errors too; only a request id without an error is a success. */
  #read(answer: VendorAnswer): Attempt<SetUserBlockedAnswer> {
    const response = parseResponse(answer.body);
    if (!response) return answerUnreadable(answer);
    const { RequestId: requestId, Error: error } = response;
    const known =
      typeof requestId === 'string' && requestId !== '' ? { vendorRequestId: this.#shown(requestId) } : {};

    if (error === undefined || error === null) {
      if (answer.status !== 200 || !known.vendorRequestId) return answerUnreadable(answer);
      return { ok: true, value: { requestId: known.vendorRequestId }, slot: 'answered' };
    }
    if (typeof error !== 'object' || !('Code' in error) || typeof error.Code !== 'string') {
      return answerUnreadable(answer);
    }
    return answerFailed(trtcCodeMeaning(error.Code), {
      vendorCode: this.#shown(error.Code),
      vendorMessage: this.#shown('Message' in error ? error.Message : undefined),
      ...known,
    });
  }
}

function parseResponse(body: string): { RequestId?: unknown; Error?: unknown } | undefined {
  try {
    const { Response: response } = JSON.parse(body);
    return typeof response === 'object' && response !== null ? response : undefined;
  } catch {
    return undefined;
  }
}
