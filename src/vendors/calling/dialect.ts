import type { VendorRequest } from './send-request.js';
import type { CodeMeaning } from './vendor-failure.js';

/** How one vendor's requests are signed, and what its answers look like. */
export interface Dialect {
  endpoint: URL;
  /** They must not be shown where the vendor quotes them. */
  credentials: readonly (string | undefined)[];
  /** The date for which a signing key is derived. A key is valid for a day, so the signer keeps it. */
  keyDate(epochMs: number): string;
  signingKey(date: string): Uint8Array;
  /** A complete request, signed for this time. */
  sign(call: UnsignedCall, epochMs: number, signingKey: Uint8Array): VendorRequest;
  /** Reads an answer. Undefined if it is not in the vendor's format. */
  open(body: string): Envelope | undefined;
  /** The meaning of a code in an answer of an api with these `ownCodes`. */
  meaning(code: string, ownCodes?: readonly string[]): CodeMeaning;
}

export interface UnsignedCall {
  api: string;
  scope: string | undefined;
  body: string;
}

/** The parts that every answer of a vendor has. */
export interface Envelope {
  requestId: unknown;
  /** Present if the call failed. */
  error?: { code: unknown; message: unknown };
  result: unknown;
}
