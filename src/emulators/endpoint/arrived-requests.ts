/** Bounds what a long-running emulator keeps: some 20 MB of requests of the usual size. */
const KEPT = 10_000;

/** A request to the vendor's interface, as it arrived, and what became of it. */
export interface ArrivedRequest {
  /** Milliseconds on the clock that counts the quota; since 1970 unless a test passes its own clock. */
  at: number;
  /** As the request says, before anything is verified; empty when it does not. */
  action: string;
  region: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Undefined while the answer is held back, and for good after a reset or silence. */
  answeredStatus: number | undefined;
  /** The vendor's error code in the answer; undefined on success. */
  code: string | undefined;
  authenticated: boolean;
  /** Whether the vendor did what was asked; also when the answer that says so was lost. */
  applied: boolean;
}

/** The latest 10,000 requests, oldest first. */
export class ArrivedRequests {
  #requests: ArrivedRequest[] = [];

  add(request: ArrivedRequest): void {
    // Trimmed in bulk, because moving a long array up by one for each request is slow.
    if (this.#requests.length >= 1.1 * KEPT) this.#requests = this.#requests.slice(-KEPT + 1);
    this.#requests.push(request);
  }

  latest(): readonly ArrivedRequest[] {
    return this.#requests.slice(-KEPT);
  }

  clear(): void {
    this.#requests = [];
  }
}
