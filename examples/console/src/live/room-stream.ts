import {
  RoomFeedDocument,
  type RoomFeedSubscriptionVariables,
  subscribe,
} from 'moderation-gateway-client/strings';
import { useEffect } from 'react';
import type { Credentials } from '../gateway.js';
import { type RoomName, roomKey } from '../room-name.js';
import { useFeeds } from './feeds.js';
import { oneOfFew } from './one-of-few.js';
import { type ReadStream, shareStream } from './share-stream.js';

/**
 * So many rooms have a stream at a time, in all tabs together. With one stream for the actions, this leaves two of the six
 * connections of HTTP/1.1 for requests. The tabs of other rooms read every two seconds.
 */
const MOST_ROOMS = 3;

/** Opens the stream of the room that is shown, which tells `useFeeds().room` of changes. */
export function useRoomStream(room: RoomName | undefined): void {
  const { room: topic, credentials, grants } = useFeeds();
  const { sdkAppId, roomId, strRoomId } = room ?? {};
  const key = room && roomKey(room);
  useEffect(() => {
    if (key === undefined) return;
    const variables = { sdkAppId: sdkAppId ?? null, roomId: roomId ?? null, strRoomId: strRoomId ?? null };
    return shareStream(
      `room ${key} ${grants}`,
      topic,
      oneOfFew('a room', MOST_ROOMS, readRoom(credentials, variables)),
    );
  }, [topic, credentials, grants, key, sdkAppId, roomId, strRoomId]);
}

const readRoom =
  ({ current }: Credentials, variables: RoomFeedSubscriptionVariables): ReadStream =>
  async (signal, ear) => {
    // That something has changed is known also where a part of it could not be read.
    const options = { signal, onRetry: () => ear.lost(), onErrors: () => {} };
    const events = subscribe('/graphql/stream', () => current().token, RoomFeedDocument, variables, options);
    for await (const _event of events) ear.came(true);
  };
