import type { IncomingHttpHeaders } from 'node:http';
import type { RoomEvent } from './room-event.js';

/** The callbacks with which a vendor reports events. */
export interface VendorCallbacks {
  /** They come to `/callbacks/‹path›/‹application›`. */
  readonly path: string;
  /** Whether callbacks of this application are taken. */
  serves(applicationId: number): boolean;
  /** Whether the headers have something that can be a signature. */
  mayBeSigned(headers: IncomingHttpHeaders): boolean;
  /** Whether one of the application's keys made the signature. It takes the same time for any wrong signature. */
  isSigned(applicationId: number, headers: IncomingHttpHeaders, body: Uint8Array): boolean;
  /** Reads a body. Undefined if it is none of the vendor's. */
  read(applicationId: number, body: Uint8Array): RoomEvent | undefined;
  /** The answer that makes the vendor content. */
  readonly taken: string;
}
