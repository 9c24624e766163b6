/** An error as answers of GraphQL have it. */
export interface AnswerError {
  message: string;
  extensions?: {
    code?: string;
    /** Whether the same subscription may succeed later. */
    retryable?: boolean | null;
    retryAfterMs?: number | null;
    /** Of `INVALID_INPUT`: which rules are broken. */
    issues?: readonly { path: string; code: string; message: string }[] | null;
  };
}

/** Codes and statuses of errors that mend themselves. Errors of the feed also say so, in `retryable`. */
const MENDING: ReadonlySet<unknown> = new Set([
  408,
  425,
  429,
  'INTERNAL_SERVER_ERROR',
  'JOURNAL_UNAVAILABLE',
]);

/** The gateway, or a proxy in front of it, has refused a subscription or has ended its stream with an error. */
export class SubscriptionError extends Error {
  override readonly name = 'SubscriptionError';
  /** The code of the first error, such as `FORBIDDEN`; the HTTP status if the answer has no code. */
  readonly code: string;
  /** Whether the same subscription may succeed later, with the same token. */
  readonly retryable: boolean;
  /** How long the server asks to wait before the next attempt. */
  readonly retryAfterMs: number;
  /**
   * Whether the gateway does not have the place of the cursor any more. Read `moderationActions` again, show what it has now, and
   * subscribe after its `feedCursor`.
   */
  readonly cursorIsGone: boolean;

  /**
   * `status`: of the HTTP answer; 200 for an error within a stream. `retryAfter`: the header, in seconds. `data`: of the event that
   * came with the errors.
   */
  constructor(
    readonly errors: readonly AnswerError[],
    readonly status = 200,
    retryAfter: string | null = null,
    readonly data?: unknown,
  ) {
    super(errors[0]?.message ?? `Not a stream. HTTP status: ${status}.`);
    const { code, retryable, retryAfterMs, issues } = errors[0]?.extensions ?? {};
    this.code = code ?? `${status}`;
    this.retryable = retryable ?? (status >= 500 || MENDING.has(code ?? status));
    this.retryAfterMs = retryAfterMs ?? (Number(retryAfter) * 1_000 || 0);
    this.cursorIsGone = issues?.[0]?.code === 'EXPIRED';
  }
}
