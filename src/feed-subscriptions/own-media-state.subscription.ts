import { Args, Resolver, Root, Subscription } from 'type-graphql';
import type { RequestContext } from '../context.js';
import type { FeedEvent } from '../feed/feed-event.js';
import { FeedReading } from '../feed/feed-reading.js';
import type { Told, ToldSource } from '../feed/told.js';
import { OwnMediaState } from '../restriction-queries/own-media-state/own-media-state.type.js';
import { ownTarget } from '../restriction-queries/own-media-state/own-state.js';
import type { MediaTarget } from '../restrictions/media-queries.js';
import { SeenRoomArgs } from '../room-queries/seen-room.args.js';
import { placeOfRoom } from '../values/room-name.js';
import { feedUnavailable, readFeed } from './feed-errors.js';
import { ownStateReader } from './own-state-reader.js';

@Resolver()
export class OwnMediaStateSubscription {
  @Subscription(() => OwnMediaState, {
    description:
      'What holds for your own audio and video in a TRTC room: at once, and whenever it changes. You are the user of the ' +
      "token's claim `trtc_user_id`. Needs the scope moderation:self.",
    subscribe: ({ args, context }: { args: SeenRoomArgs; context: RequestContext }) =>
      subscribe(args, context),
  })
  ownMediaState(@Args(() => SeenRoomArgs) _room: SeenRoomArgs, @Root() { event }: Told): OwnMediaState {
    return event as OwnMediaState;
  }
}

async function subscribe(room: SeenRoomArgs, context: RequestContext): Promise<ToldSource> {
  const target = ownTarget(room, context);
  const { feed: log, clock } = context.gateway;
  const from = await readFeed(context, async () => log.last ?? log.lastPlace());
  const wants = ({ action }: FeedEvent) => concerns(action, target);
  return ownStates(new FeedReading({ log, clock, from, wants, tooOld: feedUnavailable }), target, context);
}

/** Whether an action can have changed what holds for somebody. */
function concerns(
  { applicationId, roomId, strRoomId, userIds = [] }: FeedEvent['action'],
  { place, userId }: MediaTarget,
): boolean {
  if (userIds.length > 0 && !userIds.includes(userId)) return false;
  if (strRoomId !== undefined) return place === placeOfRoom(applicationId, { strRoomId });
  return roomId !== undefined && place === placeOfRoom(applicationId, { roomId });
}

/**
 * Reads the state when the stream begins, with each action that may have changed it, and every 15 seconds, because it can also
 * change when the person leaves. Tells it if it is another than before.
 */
function ownStates(reading: FeedReading, target: MediaTarget, context: RequestContext): ToldSource {
  const states = ownStateReader(context.gateway.restrictions);
  let before: string | undefined;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      for (;;) {
        const { done, value } = await reading.next();
        if (done || !value) return { done: true, value: undefined };
        const state = await states.read(target).catch((error) => {
          // It is read again in 15 seconds.
          context.gateway.readOutage.failed('feed', error);
          return undefined;
        });
        const text = state && JSON.stringify(state);
        if (!state || text === before) continue;
        before = text;
        return { done: false, value: { event: state, live: true } };
      }
    },
    return: () => reading.return(),
  };
}
