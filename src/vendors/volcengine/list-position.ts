import type { ListedUser } from './calls/get-black-list.js';

/**
 * A gap between two neighbours on a list, or one of the list's ends. The list may change while somebody reads it:
 * additions move a gap down, and removals above it move it up. So a position remembers the users beside the gap.
 * Neighbours stay in the same order, and nobody is ever added between them, because new users go on top.
 */
export interface ListPosition {
  /** The number of users above the gap, when it was last seen. */
  readonly index: number;
  /** The nearest users above the gap, the nearest last. At most `MAX_NEIGHBOURS`. */
  readonly above: readonly Neighbour[];
  /** The nearest users below the gap, the nearest first. At most `MAX_NEIGHBOURS`. */
  readonly below: readonly Neighbour[];
}

/** A user who was removed and added again is somebody else here, because that changes the place on the list. */
export type Neighbour = Pick<ListedUser, 'userId' | 'addedAt'>;

/** So many users on one side of a gap can be removed before the gap must be found by time. */
export const MAX_NEIGHBOURS = 10;

export const TOP: ListPosition = { index: 0, above: [], below: [] };

/**
 * Where a gap is, as seen from a page of the list: before the page's user of this index, or else
 * - `higher`, `lower`: not on this page;
 * - `unclear`: the page has none of the neighbours, and users as old as they.
 */
type GapOnPage = number | 'higher' | 'lower' | 'unclear';

/** `start`: the index of the page's first user. */
export function gapOnPage(
  { above, below }: ListPosition,
  users: readonly ListedUser[],
  start: number,
): GapOnPage {
  if (above.length === 0) return start === 0 ? 0 : 'higher';
  const nearestAbove = users.findLastIndex(isIn(above));
  if (nearestAbove >= 0) return nearestAbove + 1;
  const nearestBelow = users.findIndex(isIn(below));
  if (nearestBelow >= 0) {
    // Above a page that begins with a neighbour, there may be a nearer one.
    const isNearest = nearestBelow > 0 || start === 0 || users.slice(0, 1).every(isIn(below.slice(0, 1)));
    return isNearest ? nearestBelow : 'higher';
  }
  // All neighbours were removed, or the gap is elsewhere. The list is in the order of times.
  const sides = users.map((user) => sideOf(user, above, below));
  if (sides.includes('unclear')) return 'unclear';
  const firstBelow = sides.indexOf('below');
  if (firstBelow < 0) return users.length > 0 ? 'lower' : start === 0 ? 0 : 'higher';
  if (sides.lastIndexOf('above') > firstBelow) return 'unclear';
  return firstBelow === 0 && start > 0 ? 'higher' : firstBelow;
}

/** On which side of the gap a user is who is no neighbour. Only the times can tell. */
export function sideOf(
  { addedAt }: Neighbour,
  above: readonly Neighbour[],
  below: readonly Neighbour[],
): 'above' | 'below' | 'unclear' {
  const nearest = above.at(-1)?.addedAt;
  if (addedAt === undefined || nearest === undefined) return 'unclear';
  if (addedAt !== nearest) return addedAt > nearest ? 'above' : 'below';
  const next = below[0]?.addedAt;
  // If the next user is older, then everybody as old as the one above the gap is above it too.
  return next !== undefined && next < nearest ? 'above' : 'unclear';
}

function isIn(neighbours: readonly Neighbour[]): (user: Neighbour) => boolean {
  return ({ userId, addedAt }) =>
    neighbours.some((neighbour) => neighbour.userId === userId && neighbour.addedAt === addedAt);
}
