/** A request to the vendor's interface as it arrived, with its result. */
export interface ArrivedRequest {
  /**
   * The arrival, in milliseconds on the clock that counts the quota. They count from 1970 unless a test passes its own
   * clock.
   */
  at: number;
  /** The vendor's `Action`, as the request gives it, before anything is verified. Empty if the request has none. */
  action: string;
  region: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Undefined while the answer is held back. It stays undefined after a reset or a silence. */
  answeredStatus: number | undefined;
  /** The vendor's error code in the answer. Undefined on success. */
  code: string | undefined;
  authenticated: boolean;
  /** Whether the emulator applied the request, also if the answer was lost. */
  applied: boolean;
}
