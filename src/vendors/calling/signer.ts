import type { Dialect, UnsignedCall } from './dialect.js';
import { redactorOf } from './redaction.js';
import type { VendorRequest } from './send-request.js';

/** More than can be in use at the same time: calls that were signed with a replaced credential end within seconds. */
const KEPT_CREDENTIALS = 16;

/** Signs with one credential. */
export class Signer {
  /** Makes the vendor's texts fit to be shown. They may quote this credential, or one that it replaced. */
  readonly shown: (vendorWords: unknown) => string;
  readonly #dialect: Dialect;
  /** The credentials that this one replaced, the latest first. */
  readonly #replaced: readonly Dialect['credentials'][];
  /** A key is valid for a day. */
  #key: { date: string; key: Uint8Array } | undefined;

  constructor(dialect: Dialect, replaced?: Signer) {
    this.#dialect = dialect;
    this.#replaced = replaced
      ? [replaced.#dialect.credentials, ...replaced.#replaced].slice(0, KEPT_CREDENTIALS)
      : [];
    this.shown = redactorOf([...dialect.credentials, ...this.#replaced.flat()]);
  }

  sign(call: UnsignedCall, epochMs: number): VendorRequest {
    const date = this.#dialect.keyDate(epochMs);
    if (this.#key?.date !== date) this.#key = { date, key: this.#dialect.signingKey(date) };
    return this.#dialect.sign(call, epochMs, this.#key.key);
  }
}
