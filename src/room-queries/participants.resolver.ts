import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Field, FieldResolver, Info, Int, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../context.js';
import { readPage } from '../history/journal-reading.js';
import { type Participant, ParticipantConnection } from '../rooms/participant.type.js';
import { ParticipantRole } from '../rooms/participant-role.enum.js';
import { Room } from '../rooms/room.type.js';
import type { ListedPerson } from '../roster/roster-pages.js';
import { isStorableText } from '../values/storable-text.js';
import {
  bytesOfEach,
  cursorOf,
  DEFAULT_PAGE,
  firstIssues,
  MAX_PAGE,
  pageOf,
  partsOf,
  refusedCursor,
  refuseIssues,
} from './page-arguments.js';
import { nameIssues } from './room-arguments.js';

@ArgsType()
class ParticipantsArgs {
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_PAGE,
    description: `The greatest number of people in the page: 1 to ${MAX_PAGE}.`,
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The `endCursor` of the previous page. Null: the first page.',
  })
  after?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Lists only those who publish audio, video or their screen; with false, only the others.',
  })
  publishing?: boolean | null;

  @Field(() => ParticipantRole, { nullable: true, description: 'Lists only those with this role.' })
  role?: ParticipantRole | null;

  @Field(() => String, { nullable: true, description: 'Lists only those whose id begins with this text.' })
  userIdPrefix?: string | null;
}

/** Who is in a room. Whoever may see the room may see its people. */
@Resolver(() => Room)
export class ParticipantsResolver {
  @FieldResolver(() => ParticipantConnection, {
    description: 'Who is in the room, guests of other rooms included, by their ids.',
  })
  async participants(
    @Root() { known }: Room,
    @Args(() => ParticipantsArgs) { first, after, publishing, role, userIdPrefix }: ParticipantsArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ParticipantConnection> {
    const count = first ?? DEFAULT_PAGE;
    const afterId = typeof after === 'string' ? userIdOf(after) : undefined;
    refuseIssues([
      ...firstIssues(count),
      ...nameIssues('userIdPrefix', userIdPrefix, 0),
      ...(typeof after === 'string' && afterId === undefined ? [refusedCursor()] : []),
    ]);
    const { roster } = context.gateway;
    const request = {
      room: known,
      publishing: publishing ?? undefined,
      role: role === 'UNKNOWN' ? null : (role ?? undefined),
      userIdPrefix: userIdPrefix ?? undefined,
      after: afterId,
      count: count + 1,
    };
    const bytesEach = bytesOfEach(info);
    const { found } = await readPage(context, async () => {
      const found = await roster.listPeople(request);
      return { found, bytes: found.length * bytesEach };
    });
    const nodes = found.map((person) => ({
      node: participantOf(known, person),
      cursor: cursorOf(person.userId),
    }));
    return pageOf(nodes, count, after);
  }
}

function userIdOf(cursor: string): string | undefined {
  const [userId] = partsOf(cursor) ?? [];
  return typeof userId === 'string' && isStorableText(userId) ? userId : undefined;
}

/** Somebody in a room, as the schema shows them. */
export function participantOf(
  { place, applicationId, room }: Pick<Room['known'], 'place' | 'applicationId' | 'room'>,
  person: ListedPerson,
): Participant {
  return {
    in: { place, applicationId, room },
    // A slash in an id would make two people one.
    id: `${place}/${encodeURIComponent(person.userId)}`,
    userId: person.userId,
    role: person.role ?? 'UNKNOWN',
    publishesAudio: person.audio,
    publishesVideo: person.video,
    publishesScreen: person.screen,
    terminal: person.terminal,
    enteredAt: new Date(person.enteredAt),
  };
}
