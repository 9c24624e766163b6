import { createHash } from 'node:crypto';
import type { ReadAction } from '../journal/action-rows.js';
import type { FeedPlace, FeedRow } from '../journal/feed-rows.js';

/** That an action has begun, or is over. All who are told of it get the same object. */
export interface FeedEvent {
  readonly place: FeedPlace;
  readonly kind: 'BEGUN' | 'ENDED';
  /** As it was at the place. */
  readonly action: ReadAction;
}

/** That nothing else has happened up to a place. */
export interface FeedBeat {
  readonly place: FeedPlace;
  readonly kind?: undefined;
  readonly action?: undefined;
}

export function eventOf({ place, id, kind }: FeedRow, action: ReadAction): FeedEvent {
  return { place: { place, id }, kind, action: kind === 'BEGUN' ? begun(action) : action };
}

/** An action that is over, as it was when it began. */
function begun(action: ReadAction): ReadAction {
  const { answer: _, vendorCode: _code, durationMs: _ms, finishedAt: _at, ...intent } = action;
  return { ...intent, status: 'PENDING', attempts: 0, recovered: false, vendorRequestIds: [] };
}

/** Opaque to clients. It does not tell the id of an action that its bearer may not see. */
export function cursorOf({ place, id }: FeedPlace): string {
  return Buffer.from(`${place}.${markOf(id)}`).toString('base64url');
}

/** Undefined: the text is no cursor of any feed. */
export function partsOfCursor(cursor: string): { place: number; mark: string } | undefined {
  const [, place, mark] = /^(\d{1,15})\.([\w-]{8})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  return place !== undefined && mark !== undefined ? { place: Number(place), mark } : undefined;
}

/** Eight characters: two journals seldom have the same at one place. */
export function markOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, 8);
}
