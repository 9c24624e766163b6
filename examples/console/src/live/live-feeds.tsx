import { ModerationActionsFeedDocument, subscribe } from 'moderation-gateway-client/strings';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { Credentials } from '../gateway.js';
import { missingForActions, type Viewer } from '../permissions.js';
import { useWords } from '../words/languages.js';
import { LiveTopic } from './live-topic.js';
import { LIVE_WORDS } from './live-words.js';
import { type ReadStream, shareStream } from './share-stream.js';
import './live.css';

interface Feeds {
  /** The journal's actions. */
  actions: LiveTopic;
  /** The room that is shown, and who is in it. */
  room: LiveTopic;
}

const FeedsContext = createContext<Feeds | undefined>(undefined);

/** Opens the streams that the viewer may read, one for all tabs of the browser whose viewers may see the same. */
export function LiveFeeds(props: { credentials: Credentials; viewer: Viewer; children: ReactNode }) {
  const { credentials, viewer, children } = props;
  const [feeds] = useState<Feeds>(() => ({ actions: new LiveTopic(), room: new LiveTopic() }));
  const grants = JSON.stringify(viewer);
  const mayReadActions = !missingForActions(viewer);

  useEffect(() => {
    if (mayReadActions) return shareStream(`actions ${grants}`, feeds.actions, readActions(credentials));
    return undefined;
  }, [feeds, grants, mayReadActions, credentials]);

  // An action changes what people may send.
  useEffect(() => feeds.actions.subscribe(() => feeds.room.changed()), [feeds]);

  return <FeedsContext value={feeds}>{children}</FeedsContext>;
}

export function useFeeds(): Feeds {
  const feeds = useContext(FeedsContext);
  if (!feeds) throw new Error('There are no feeds around this component.');
  return feeds;
}

/** Whether what is shown comes by a stream, or is read again and again. */
export function LiveNotice({ topic }: { topic: LiveTopic }) {
  const isLive = useSyncExternalStore(topic.subscribe, () => topic.isLive);
  const words = LIVE_WORDS[useWords().language];
  return (
    <p className={isLive ? 'live-notice live' : 'live-notice'}>{isLive ? words?.live : words?.polling}</p>
  );
}

const readActions =
  ({ current }: Credentials): ReadStream =>
  async (signal, ear) => {
    const options = { signal, onRetry: () => ear.lost() };
    const events = subscribe('/graphql/stream', current, ModerationActionsFeedDocument, {}, options);
    for await (const { moderationActions } of events) ear.came(moderationActions.kind !== null);
  };
