import './live.css';
import { useSyncExternalStore } from 'react';
import { useWords } from '../words/languages.js';
import type { LiveTopic } from './live-topic.js';
import { LIVE_WORDS } from './live-words.js';

/** Whether what is shown comes by a stream, or is read again and again. */
export function LiveNotice({ topic }: { topic: LiveTopic }) {
  const isLive = useSyncExternalStore(topic.subscribe, () => topic.isLive);
  const words = LIVE_WORDS[useWords().language];
  const text = isLive ? words?.live : words?.polling;
  return (
    <p className={isLive ? 'live-notice live' : 'live-notice'} title={text}>
      <span>{text}</span>
    </p>
  );
}
