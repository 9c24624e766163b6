/** A gateway that takes longer to answer counts as not ready, so that a scrape does not wait long. */
const READINESS_PATIENCE_MS = 1_000;

/** Resolves with false when `ready` takes too long. */
export async function readyInTime(ready: boolean | Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), READINESS_PATIENCE_MS);
  });
  try {
    return await Promise.race([ready, late]);
  } finally {
    clearTimeout(timer);
  }
}
