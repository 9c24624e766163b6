/** An api of a vendor, as data: its request, its answer and its quota. */
export interface VendorApi<Args, Value> extends CountedApi {
  /**
   * The scope that the vendor counts separately within this api, for example an access region. Absent: there are no
   * scopes.
   */
  scope?(args: Args): string;
  /** The request's body. */
  body(args: Args): string;
  /** Reads the result of a successful answer. Undefined if it does not fit the request: then the outcome is unknown. */
  read(result: unknown, answer: AnswerTo<Args>): Value | undefined;
}

/** The parts of an api that its quota needs. */
export interface CountedApi {
  /** The vendor's name for it. */
  readonly api: string;
  /** The documented limit in any one second, for each scope. */
  readonly callsPerSecond: number;
  /**
   * The name of the quota in the database that gateways share. Default: the api's and the scope's names. It must never
   * change, because gateways of two versions share one database during an upgrade.
   */
  sharedName?(scope: string | undefined): string;
}

/** The context in which an answer is read. */
export interface AnswerTo<Args> {
  args: Args;
  /** Without credentials, so it may be shown. */
  requestId: string;
  /** True if an earlier attempt of the same call may have been applied. */
  earlierAttemptMayHaveLanded: boolean;
  /** Shortens a text of the vendor and removes credentials, so that it may be shown. */
  shown(vendorWords: unknown): string;
}
