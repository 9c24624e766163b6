import DataLoader from 'dataloader';
import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { placeOf } from '../../blacklists/changed-users.js';
import type { RequestContext } from '../../context.js';
import { readPage } from '../../history/journal-reading.js';
import { BlacklistEntry } from './blacklist.type.js';

/** The ends of a list's users come from the journal's database, and not from the vendor. */
@Resolver(() => BlacklistEntry)
export class EntryEndResolver {
  @FieldResolver(() => GraphQLDateTime, {
    nullable: true,
    description:
      'When the gateway removes the user from the list by itself: see `AddToBlacklistInput.durationSeconds`. Null when ' +
      'the user stays on the list until somebody removes them.',
  })
  async endsAt(@Root() entry: BlacklistEntry, @Ctx() context: RequestContext): Promise<Date | undefined> {
    const endsAt = await loaderOf(context).load(entry);
    return endsAt === undefined ? undefined : new Date(endsAt);
  }
}

type Loader = DataLoader<BlacklistEntry, number | undefined>;

/** All entries of a page are looked up together. */
const LOADERS = new WeakMap<RequestContext, Loader>();

function loaderOf(context: RequestContext): Loader {
  const known = LOADERS.get(context);
  if (known) return known;
  const loader: Loader = new DataLoader((entries) => load(entries, context));
  LOADERS.set(context, loader);
  return loader;
}

async function load(
  entries: readonly BlacklistEntry[],
  context: RequestContext,
): Promise<(number | undefined)[]> {
  const found = new Map<BlacklistEntry, number | undefined>();
  const lists = new Map(entries.map(({ list }) => [placeOf(list), list.appId]));
  for (const [place, applicationId] of lists) {
    const ofList = entries.filter(({ list }) => placeOf(list) === place);
    const userIds = [...new Set(ofList.map(({ userId }) => userId))];
    const { ends } = await readPage(context, async () => ({
      ends: await context.gateway.entryTimers.endsIn({ place, applicationId }, userIds),
      bytes: 0,
    }));
    for (const entry of ofList) found.set(entry, ends.get(entry.userId));
  }
  return entries.map((entry) => found.get(entry));
}
