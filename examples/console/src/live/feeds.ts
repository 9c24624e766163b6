import { createContext, useContext } from 'react';
import type { Credentials } from '../gateway.js';
import type { LiveTopic } from './live-topic.js';

interface Feeds {
  /** The journal's actions. */
  actions: LiveTopic;
  /** The room that is shown, and who is in it. */
  room: LiveTopic;
  credentials: Credentials;
  /** What the viewer may see, as text. Tabs whose viewers may see the same share streams. */
  grants: string;
}

export const FeedsContext = createContext<Feeds | undefined>(undefined);

export function useFeeds(): Feeds {
  const feeds = useContext(FeedsContext);
  if (!feeds) throw new Error('There are no feeds around this component.');
  return feeds;
}
