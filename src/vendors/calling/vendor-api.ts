import type { RoomPerson } from './room-event.js';

/** An api of a vendor, as data: its request, its answer and its quota. */
export interface VendorApi<Args, Value> extends CountedApi {
  /**
   * The scope that the vendor counts separately within this api, for example an access region. Absent: there are no
   * scopes.
   */
  scope?(args: Args): string;
  /**
   * The codes that the vendor documents for this api, and not for all of its apis. If the vendor answers with a code of
   * another api, it is read like a code that no document has. Absent: the api may answer with every code of the table.
   */
  readonly ownCodes?: readonly string[];
  /** How this api's caller calls fields that the table of codes names: new names by the table's names. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Whom an answer is about that says that somebody is not in a room. Absent: the api has no such answer. */
  person?(args: Args): RoomPerson;
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
