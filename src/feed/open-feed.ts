import type { FastifyBaseLogger } from 'fastify';
import type { OpenJournal } from '../journal/open-journal.js';
import { OutageLog } from '../journal/outage-log.js';
import type { FeedWatch } from '../observability/feed-watch.js';
import type { Restrictions } from '../restrictions/restrictions.js';
import type { Roster } from '../roster/roster.js';
import type { Clock } from '../time/clock.js';
import { FeedLog } from './feed-log.js';
import { LinkedActions } from './linked-actions.js';
import { RoomWatches } from './room-watches.js';

const OUTAGE = {
  begin: 'the feed cannot be read: subscribers wait',
  end: 'the feed can be read again: subscribers are told what they missed',
};

interface FeedParts {
  roster: Roster;
  restrictions: Restrictions;
  clock: Clock;
  log: FastifyBaseLogger;
  /** Undefined when metrics are off. */
  metrics: { readonly feed: FeedWatch } | undefined;
}

/** What reads for subscribers. It is closed by `closers`. */
export function openFeed(
  { database, journal, readOutage, listenToFeed: listen }: OpenJournal,
  { roster, restrictions, clock, log, metrics }: FeedParts,
  closers: (() => Promise<void>)[],
): { feed: FeedLog; feedLinks: LinkedActions; roomWatches: RoomWatches } {
  const outage = new OutageLog(log, clock, OUTAGE);
  const nowMs = () => journal.now();
  const onRead = metrics && ((lagMs: number) => metrics.feed.read(lagMs));
  const feed = new FeedLog({ pages: database.pages, clock, nowMs, listen, outage, onRead });
  const onError = (error: unknown) => readOutage.failed('rooms', error);
  const roomWatches = new RoomWatches({ roster, restrictions, feed, clock, onError });
  closers.unshift(async () => {
    feed.close();
    await roomWatches.close();
  });
  return { feed, feedLinks: new LinkedActions(database.pages, readOutage), roomWatches };
}
