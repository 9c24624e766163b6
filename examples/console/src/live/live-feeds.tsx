import { ModerationActionsFeedDocument, subscribe } from 'moderation-gateway-client/strings';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { Credentials } from '../gateway.js';
import { missingForActions, type Viewer } from '../permissions.js';
import { FeedsContext } from './feeds.js';
import { LiveTopic } from './live-topic.js';
import { oneOfFew } from './one-of-few.js';
import { type ReadStream, shareStream } from './share-stream.js';

/**
 * Opens the stream of the actions that the viewer may read, one for all tabs of the browser whose viewers may see the same. Tabs whose
 * viewers may see something else meanwhile read every two seconds.
 */
export function LiveFeeds(props: { credentials: Credentials; viewer: Viewer; children: ReactNode }) {
  const { credentials, viewer, children } = props;
  const [topics] = useState(() => ({ actions: new LiveTopic(), room: new LiveTopic() }));
  // Who the viewer is does not matter, nor until when the token holds: a renewed token goes on with the same streams.
  const { subject: _subject, volcUserId: _volc, trtcUserId: _trtc, expiresAt: _expires, ...seen } = viewer;
  const grants = JSON.stringify(seen);
  const mayReadActions = !missingForActions(viewer);
  const feeds = useMemo(() => ({ ...topics, credentials, grants }), [topics, credentials, grants]);

  useEffect(() => {
    if (mayReadActions)
      return shareStream(
        `actions ${grants}`,
        topics.actions,
        oneOfFew('actions', 1, readActions(credentials)),
      );
    return undefined;
  }, [topics, grants, mayReadActions, credentials]);
  // An action changes what people may send, of which the stream of the room does not tell.
  useEffect(() => topics.actions.subscribe(() => topics.room.changed()), [topics]);

  return <FeedsContext value={feeds}>{children}</FeedsContext>;
}

const readActions =
  ({ current }: Credentials): ReadStream =>
  async (signal, ear) => {
    // That something has changed is known also where a part of it could not be read.
    const options = { signal, onRetry: () => ear.lost(), onErrors: () => {} };
    const events = subscribe(
      '/graphql/stream',
      () => current().token,
      ModerationActionsFeedDocument,
      {},
      options,
    );
    for await (const { moderationActions } of events) ear.came(moderationActions.kind !== null);
  };
