import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../context.js';
import { FieldLoaders } from '../history/field-loaders.js';
import { readPage } from '../history/journal-reading.js';
import { SetRoomMediaStateAccepted } from '../operations/set-room-media-state/set-room-media-state.answer.js';
import { bytesOfEach } from '../room-queries/page-arguments.js';
import { MediaRestriction } from './media-restriction.type.js';
import { type LinkedRestriction, RESTRICTIONS } from './restriction-links.resolver.js';
import { RestrictionProgress } from './restriction-progress.type.js';

const NOBODY: RestrictionProgress = { wanted: 0, done: 0, failed: 0, unknown: 0, waiting: 0 };

const PROGRESS = new FieldLoaders<string, RestrictionProgress, number>(async (ids, bytes, context) => {
  const { progress } = await readPage(context, async () => ({
    progress: await context.gateway.restrictions.progressOf(ids),
    bytes: bytes * ids.length,
  }));
  return ids.map((id) => progress.get(id) ?? NOBODY);
}, bytesOfEach);

/** It asks for no grant: whoever may see a restriction may see this too. */
@Resolver(() => MediaRestriction)
export class RestrictionProgressResolver {
  @FieldResolver(() => RestrictionProgress, {
    nullable: true,
    description: 'How far a restriction on a whole room is. Null for one on a person.',
  })
  async progress(
    @Root() { id, userId }: MediaRestriction,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RestrictionProgress | null> {
    return typeof userId === 'string' ? null : PROGRESS.of(context, info).load(id);
  }
}

@Resolver(() => SetRoomMediaStateAccepted)
export class RestrictionOfRoomResolver {
  @FieldResolver(() => MediaRestriction, {
    nullable: true,
    description: 'The restriction that this gave. Null when it is no longer on record.',
  })
  async restriction(
    @Root() { actionId }: SetRoomMediaStateAccepted,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LinkedRestriction | null> {
    return actionId === undefined ? null : RESTRICTIONS.of(context, info).load(actionId);
  }
}
