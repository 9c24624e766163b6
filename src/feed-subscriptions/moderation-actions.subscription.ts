import { Arg, Resolver, Root, Subscription } from 'type-graphql';
import type { RequestContext } from '../context.js';
import { cursorOf, type FeedBeat, type FeedEvent } from '../feed/feed-event.js';
import { FeedReading } from '../feed/feed-reading.js';
import type { Told, ToldSource } from '../feed/told.js';
import { actionFilter, visibleTo } from '../history/filtered-actions.js';
import { ModerationActionFilter } from '../history/moderation-action.type.js';
import { moderationAction } from '../history/read-action.js';
import { isVisible } from '../journal/action-filter.js';
import type { FeedPlace } from '../journal/feed-rows.js';
import { matches } from '../journal/filter-match.js';
import { ModerationActionEvent } from './action-event.type.js';
import { cursorLost, cursorTooOld, notACursor, readFeed } from './feed-errors.js';

interface Arguments {
  filter?: ModerationActionFilter | null;
  after?: string | null;
}

@Resolver()
export class ModerationActionsSubscription {
  @Subscription(() => ModerationActionEvent, {
    description:
      'The actions in the applications and rooms that the token names, as they begin and end, also those of other gateways. ' +
      'The order is the same for all readers. The first event, and one every 15 seconds, has a cursor only. Needs the scope ' +
      'moderation:audit.',
    subscribe: ({ args, context }: { args: Arguments; context: RequestContext }) => subscribe(args, context),
  })
  moderationActions(
    @Arg('filter', () => ModerationActionFilter, {
      nullable: true,
      description: 'Which actions to tell of, by what they are then. Default: all.',
    })
    _filter: ModerationActionFilter | null,
    @Arg('after', () => String, {
      nullable: true,
      description:
        'The cursor of an event, or the `feedCursor` of a page: what has happened since comes first. Null: only what ' +
        'happens from now on.',
    })
    _after: string | null,
    @Root() { event }: Told,
  ): ModerationActionEvent {
    const { place, kind, action } = event as FeedEvent | FeedBeat;
    return { cursor: cursorOf(place), kind, action: action && moderationAction(action) };
  }
}

async function subscribe({ filter, after }: Arguments, context: RequestContext): Promise<ToldSource> {
  const visible = visibleTo(context);
  const wanted = actionFilter(filter ?? {});
  const { feed: log, clock } = context.gateway;
  return new FeedReading({
    log,
    clock,
    from: await startOf(after, context),
    wants: ({ action }) => isVisible(action, visible) && matches(wanted, action),
    tooOld: cursorTooOld,
  });
}

async function startOf(after: string | null | undefined, context: RequestContext): Promise<FeedPlace> {
  const { feed } = context.gateway;
  if (typeof after !== 'string') return readFeed(context, async () => feed.last ?? feed.lastPlace());
  const found = await readFeed(context, () => feed.find(after));
  if (!found) throw notACursor();
  if (found === 'lost') throw cursorLost();
  if (found === 'too-old') throw cursorTooOld();
  return found;
}
