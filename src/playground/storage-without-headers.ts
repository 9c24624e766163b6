/**
 * The browser's storage without request headers. They are not written, and headers from an earlier visit are not read.
 * Headers hold tokens: no disk should keep them, and they may have expired by the next visit. GraphiQL's history stores
 * headers even when `shouldPersistHeaders` is off.
 */
import type { GraphiQLProps } from 'graphiql';

const HEADERS = 'graphiql:headers';

/** Keys of JSON that has `headers` in each of its tabs or operations. */
const LISTS = new Set(['graphiql:tabState', 'graphiql:queries', 'graphiql:favorites']);

export const storageWithoutHeaders: NonNullable<GraphiQLProps['storage']> = {
  get length() {
    return localStorage.length;
  },
  getItem: (key) => withoutHeaders(key, localStorage.getItem(key)),
  setItem(key, value) {
    const kept = withoutHeaders(key, value);
    if (kept !== null) localStorage.setItem(key, kept);
  },
  removeItem: (key) => localStorage.removeItem(key),
  clear() {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith('graphiql:')) localStorage.removeItem(key);
    }
  },
};

function withoutHeaders(key: string, value: string | null): string | null {
  if (key === HEADERS) return null;
  if (value === null || !LISTS.has(key)) return value;
  try {
    return JSON.stringify(JSON.parse(value, (name, held) => (name === 'headers' ? null : held)));
  } catch {
    return null;
  }
}
