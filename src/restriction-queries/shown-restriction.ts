import type { GraphQLResolveInfo } from 'graphql';
import type { RequestContext } from '../context.js';
import { type SelectedField, selectedFields } from '../graphql/selected-fields.js';
import { readPage } from '../history/journal-reading.js';
import type { Restriction } from '../restrictions/restriction.js';
import { bytesOfEach } from '../room-queries/page-arguments.js';
import type { MediaRestriction } from './media-restriction.type.js';

/** How large a restriction is in the answer. */
export interface WantedOfRestrictions {
  /** Its bytes without the reason. */
  readonly bytes: number;
  /** How often the answer has its reason. */
  readonly reasons: number;
  /** Whether the answer has nothing of it but its id. */
  readonly isOnlyId: boolean;
}

export function wantedOfRestrictions(info: GraphQLResolveInfo): WantedOfRestrictions {
  const fields = selectedFields(info);
  const nodes = fields
    .filter(({ name }) => name === 'edges')
    .flatMap((edges) => edges.fields().filter(({ name }) => name === 'node'))
    .flatMap((node) => node.fields());
  const isOnlyId = fields.every(({ name }) => name === 'id' || name === '__typename');
  return { bytes: bytesOfEach(info), reasons: reasonsIn(fields) + reasonsIn(nodes), isOnlyId };
}

function reasonsIn(fields: readonly SelectedField[]): number {
  return fields.filter(({ name }) => name === 'reason').length;
}

/** Reads restrictions when it is this caller's turn, within the request's budget. */
export async function readRestrictions<Found>(
  context: RequestContext,
  { bytes, reasons }: Pick<WantedOfRestrictions, 'bytes' | 'reasons'>,
  read: () => Promise<Found>,
  restrictionsOf: (found: Found) => Iterable<Restriction>,
): Promise<Found> {
  const page = await readPage(context, async () => {
    const found = await read();
    let size = bytes;
    for (const { reason = '' } of restrictionsOf(found)) size += bytes + reasons * Buffer.byteLength(reason);
    return { found, bytes: size };
  });
  return page.found;
}

/** By action: the id of the restriction that it gave or ended. Reads as `readRestrictions` does. */
export async function readRestrictionIds(
  context: RequestContext,
  { bytes }: Pick<WantedOfRestrictions, 'bytes'>,
  actionIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const page = await readPage(context, async () => {
    const idOf = await context.gateway.restrictions.idsOfActions(actionIds);
    return { idOf, bytes: bytes * (1 + idOf.size) };
  });
  return page.idOf;
}

export function shownRestriction({
  room,
  applicationId,
  startedAt,
  endsAt,
  lastAppliedAt,
  lastViolationAt,
  exceptUserIds,
  ...same
}: Restriction): MediaRestriction {
  return {
    ...same,
    exceptUserIds: [...exceptUserIds],
    sdkAppId: applicationId,
    roomId: room.roomId,
    strRoomId: room.strRoomId,
    startedAt: new Date(startedAt),
    endsAt: dateOf(endsAt),
    lastAppliedAt: dateOf(lastAppliedAt),
    lastViolationAt: dateOf(lastViolationAt),
  };
}

function dateOf(ms: number | undefined): Date | undefined {
  return ms === undefined ? undefined : new Date(ms);
}
