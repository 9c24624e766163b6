import { integer } from '../environment/scalars.js';
import type { VariableGroup } from '../environment/variable-group.js';

/** How many subscriptions a gateway serves at a time. */
export interface FeedLimits {
  maxSubscriptions: number;
  /** Of one caller, which is the `sub` of a token. */
  maxPerCaller: number;
}

const shape = {
  FEED_MAX_SUBSCRIPTIONS: integer(0, 100_000).default(2_000),
  FEED_MAX_PER_CALLER: integer(1, 100_000).default(20),
};

export const feedVariables = {
  shape,
  files: [],
  config: (values) => ({
    maxSubscriptions: values.FEED_MAX_SUBSCRIPTIONS,
    maxPerCaller: values.FEED_MAX_PER_CALLER,
  }),
} satisfies VariableGroup<typeof shape, FeedLimits>;
