import { useSyncExternalStore } from 'react';

export const VIEWS = ['rooms', 'blacklist', 'actions'] as const;
export type View = (typeof VIEWS)[number];

/** The view that the address names after `#`, so that reloading keeps it and going back changes it. */
export function useView(): View {
  return useSyncExternalStore(onHashChange, currentView);
}

function onHashChange(notify: () => void): () => void {
  addEventListener('hashchange', notify);
  return () => removeEventListener('hashchange', notify);
}

function currentView(): View {
  return VIEWS.find((view) => location.hash === `#${view}`) ?? 'rooms';
}
