/** What an action on a list did to one user. */
export type EffectOnEntry =
  /** It added the user. */
  | 'added'
  /** It was to add the user, who was on the list already. */
  | 'found'
  /** It removed the user, or found them not to be on the list. */
  | 'removed'
  /** It may have added the user. */
  | 'unknown'
  | 'nothing'
  /** It has not finished. */
  | 'pending'
  /** It was not read, because there were too many. */
  | 'unread';

export interface Change {
  readonly actionId: string;
  readonly effect: EffectOnEntry;
  /** When the user is to be removed, if the action asked for an end. */
  readonly endsAt: number | undefined;
}

/** How the end of a user's entry stands: `action` is the one whose end it is. */
export type StandingEnd =
  | { readonly kind: 'end'; readonly actionId: string; readonly endsAt: number }
  /** The user stays, or is not on the list, or nobody can tell who put them there. */
  | { readonly kind: 'none' }
  /** An action decides that has not finished, or that was not read. */
  | { readonly kind: 'open' };

const NONE: StandingEnd = { kind: 'none' };

/**
 * The end of a user's entry on a list. The newest addition decides whether and when the user is removed. One that found the user on
 * the list decides only if an end stood before: whoever is on the list for good, or by other means, stays.
 *
 * @param changes of the user, the newest first
 */
export function standingEnd(changes: Iterable<Change>): StandingEnd {
  /** What decides if an end stood before all changes that were looked at. */
  let inheriting: StandingEnd | undefined;
  for (const { actionId, effect, endsAt } of changes) {
    if (effect === 'nothing') continue;
    if (effect === 'pending' || effect === 'unread') return { kind: 'open' };
    if (endsAt === undefined || effect === 'removed' || effect === 'unknown') return NONE;
    const own: StandingEnd = { kind: 'end', actionId, endsAt };
    if (effect === 'added') return inheriting ?? own;
    inheriting ??= own;
  }
  return NONE;
}

/** Whether no older change of the user counts. */
export function isDecisive({ effect, endsAt }: Change): boolean {
  return effect !== 'nothing' && (effect !== 'found' || endsAt === undefined);
}
