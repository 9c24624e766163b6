import { useMemo, useSyncExternalStore } from 'react';

/** The views that the menu has. */
export const VIEWS = ['rooms', 'blacklist', 'actions'] as const;
const ALL_VIEWS = [...VIEWS, 'person'] as const;
export type View = (typeof ALL_VIEWS)[number];

export interface Address {
  view: View;
  params: URLSearchParams;
}

/** Said by `setParams`, because browsers tell nobody of a replaced address. */
const REPLACED = 'console:address';

/**
 * What the address names after `#`: a view and what it shows, as in `#actions?person=alice&time=yesterday`. So reloading keeps
 * it, going back changes it, and it can be sent to a colleague.
 */
export function useAddress(): Address {
  const hash = useSyncExternalStore(onChange, () => location.hash);
  return useMemo(() => addressIn(hash), [hash]);
}

export function addressIn(hash: string): Address {
  const [name, query] = hash.slice(1).split(/\?(.*)/s);
  return {
    view: ALL_VIEWS.find((view) => view === name) ?? 'rooms',
    params: new URLSearchParams(query),
  };
}

/** Changes what the view shows, without a step to go back over. Empty values are left out. */
export function setParams(changes: Readonly<Record<string, string>>): void {
  const { view, params } = addressIn(location.hash);
  for (const [name, value] of Object.entries(changes)) {
    if (value) params.set(name, value);
    else params.delete(name);
  }
  const query = params.toString();
  history.replaceState(null, '', `#${view}${query && `?${query}`}`);
  dispatchEvent(new Event(REPLACED));
}

export function personAddress(userId: string): string {
  return `#person?${new URLSearchParams({ id: userId })}`;
}

function onChange(notify: () => void): () => void {
  addEventListener('hashchange', notify);
  addEventListener(REPLACED, notify);
  return () => {
    removeEventListener('hashchange', notify);
    removeEventListener(REPLACED, notify);
  };
}
