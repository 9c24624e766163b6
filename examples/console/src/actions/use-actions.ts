import {
  type ModerationAction,
  type ModerationActionFilter,
  ModerationActionsDocument,
  type ModerationActionsQuery,
} from 'moderation-gateway-client/strings';
import { useEffect, useState } from 'react';
import type { Failure } from '../failure.js';
import { type Gateway, useGateway } from '../gateway.js';
import { useFeeds } from '../live/feeds.js';
import { readOnChange } from '../live/live-topic.js';

type Page = ModerationActionsQuery['moderationActions'];

/** The journal's actions, newest first. */
interface Actions {
  /** Undefined until the first page has been read. */
  actions: readonly ModerationAction[] | undefined;
  /** How many new actions there are that the list does not show, because it is held. */
  newer: number;
  showNewer(): void;
  /** Undefined when there are no older ones. */
  showOlder: (() => void) | undefined;
  failure: Failure | undefined;
}

interface Listed {
  actions: readonly ModerationAction[];
  /** The end of the list, and whether the journal has older actions. */
  end: Page['pageInfo'];
  /** As last read. */
  latest: Page;
}

const PAGES_AT_ONCE = 10;

/**
 * Reads the actions again while they are `shown`, whenever the feed tells of a change. While the list is `held`, nothing in it moves. Another
 * filter needs a new component (a new `key`).
 */
export function useActions(filter: ModerationActionFilter, shown: boolean, held: boolean): Actions {
  const gateway = useGateway();
  const { actions: feed } = useFeeds();
  const [listed, setListed] = useState<Listed>();
  const [failure, setFailure] = useState<Failure>();
  // The filter is a new object in every render, with the same content.
  const asked = JSON.stringify(filter);

  useEffect(() => {
    if (!shown) return;
    return readOnChange(feed, async (isEnded) => {
      const answer = await readOn(gateway, JSON.parse(asked), null);
      if (isEnded()) return false;
      setFailure(answer.failure);
      const { page } = answer;
      if (page) setListed((known) => withLatest(known, page, held));
      return page !== undefined;
    });
  }, [gateway, feed, asked, shown, held]);

  const showOlder = async () => {
    const after = listed?.end.endCursor ?? null;
    const { page, ...answer } = await readOn(gateway, filter, after);
    setFailure(answer.failure);
    if (page) {
      setListed((known) =>
        // Pressing twice loads the page once.
        known?.end.endCursor === after
          ? { ...known, actions: [...known.actions, ...nodesOf(page)], end: page.pageInfo }
          : known,
      );
    }
  };

  return {
    actions: listed?.actions,
    newer: listed ? newerIn(listed).length : 0,
    showNewer: () => setListed((known) => known && withLatest(known, known.latest, false)),
    showOlder: listed?.end.hasNextPage ? () => void showOlder() : undefined,
    failure,
  };
}

/**
 * The next page that has an action. A page may be empty although there are more: the gateway looks at a limited number of
 * actions for each page, and none of them may match the filter. After some empty pages, the user decides whether to go on.
 */
async function readOn(
  gateway: Gateway,
  filter: ModerationActionFilter,
  from: string | null,
): Promise<{ page?: Page; failure?: Failure }> {
  let after = from;
  for (let pages = 1; ; pages++) {
    const { data, failure } = await gateway(ModerationActionsDocument, { filter, after });
    if (!data) return { failure };
    const page = data.moderationActions;
    const goesOn = page.edges.length === 0 && page.pageInfo.hasNextPage && pages < PAGES_AT_ONCE;
    if (!goesOn) return { page };
    after = page.pageInfo.endCursor;
  }
}

function withLatest(known: Listed | undefined, latest: Page, held: boolean): Listed {
  const nodes = nodesOf(latest);
  if (!known) return { actions: nodes, end: latest.pageInfo, latest };
  const byId = new Map(nodes.map((action) => [action.id, action]));
  const actions = known.actions.map((action) => byId.get(action.id) ?? action);
  const newer = newerIn({ ...known, latest });
  if (held || newer.length === 0) return { ...known, actions, latest };
  // If actions between the two pages were not read, the list begins again.
  if (newer.length === nodes.length) return { actions: nodes, end: latest.pageInfo, latest };
  return { ...known, actions: [...newer, ...actions], latest };
}

function newerIn({ actions, latest }: Listed): ModerationAction[] {
  const newest = actions[0]?.id ?? '';
  return nodesOf(latest).filter(({ id }) => id > newest);
}

function nodesOf({ edges }: Page): ModerationAction[] {
  return edges.map(({ node }) => node);
}
