/** Waits for `promise`. Rejects when that takes longer than `limitMs`, or when `signal` aborts. */
export async function within<Value>(
  limitMs: number,
  signal: AbortSignal,
  promise: Promise<Value>,
): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let giveUp = () => {};
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = () => reject(new Error('No answer came in time.'));
    timer = setTimeout(giveUp, limitMs);
    signal.addEventListener('abort', giveUp);
    if (signal.aborted) giveUp();
  });
  try {
    return await Promise.race([promise, givenUp]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}

/** Resolves after the time, or at once when `signal` aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return within(ms, signal, new Promise<never>(() => {})).catch(() => {});
}
