import type { IncomingHttpHeaders } from 'node:http';
import type { VendorCallbacks } from '../../calling/callbacks.js';
import type { CallbackKeys } from './callback-keys.js';
import { readEvent } from './read-event.js';
import { isSignature, isSignedWith } from './signature.js';

/** TRTC's event callbacks. The header `SdkAppId` is not signed, so nothing depends on it. */
export class TrtcCallbacks implements VendorCallbacks {
  readonly path = 'trtc';
  readonly taken = '{"code":0}';
  readonly read = readEvent;
  #keys: CallbackKeys;

  constructor(keys: CallbackKeys) {
    this.#keys = keys;
  }

  renew(keys: CallbackKeys): void {
    this.#keys = keys;
  }

  serves(applicationId: number): boolean {
    return this.#keys.has(applicationId);
  }

  mayBeSigned({ sign }: IncomingHttpHeaders): boolean {
    return isSignature(sign);
  }

  isSigned(applicationId: number, { sign }: IncomingHttpHeaders, body: Uint8Array): boolean {
    if (!isSignature(sign)) return false;
    const keys = this.#keys.get(applicationId) ?? [];
    // All keys are tried, so that the time does not tell which of them fits.
    const fits = keys.map((key) => isSignedWith(key.reveal(), sign, body));
    return fits.includes(true);
  }
}
