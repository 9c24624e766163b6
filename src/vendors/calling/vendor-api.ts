/** One of a vendor's apis, as data: how to ask for it, how to read its answer, and how often it may be called. */
export interface VendorApi<Args, Value> extends CountedApi {
  /** What the vendor counts apart from other calls of this api, an access region for example. Without it, nothing. */
  scope?(args: Args): string;
  /** The request's body. */
  body(args: Args): string;
  /** Reads the result of a successful answer. Undefined: it does not fit the request, so nobody knows what happened. */
  read(result: unknown, answer: AnswerTo<Args>): Value | undefined;
}

/** As much of an api as its quota needs. */
export interface CountedApi {
  /** The vendor's name for it. */
  readonly api: string;
  /** What the vendor's document allows in any one second, for each scope. */
  readonly callsPerSecond: number;
  /**
   * The name under which gateways share its quota in their database, instead of the api's and the scope's. It must
   * never change: gateways of two versions share one database during an upgrade.
   */
  sharedName?(scope: string | undefined): string;
}

/** The circumstances of an answer. */
export interface AnswerTo<Args> {
  args: Args;
  /** Fit to be shown. */
  requestId: string;
  /** An attempt of the same call before this one may have been applied. */
  earlierAttemptMayHaveLanded: boolean;
  /** Makes the vendor's own words fit to be shown. */
  shown(vendorWords: unknown): string;
}
