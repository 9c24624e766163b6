import type { Failure } from '../failure.js';
import type { UserResult } from './user-result.js';

/** Users on their way to a blacklist. */
export interface BulkAddition {
  owner: string;
  reason: string;
  /** After so many seconds they come off again by themselves. Undefined: never. */
  durationSeconds?: number | undefined;
  /** By user id, in the order of the input. */
  results: ReadonlyMap<string, UserResult>;
  running: boolean;
  /** The actions that have added somebody, and when the last of them did, in milliseconds since the epoch. */
  actionIds: readonly string[];
  addedAt: number;
  /** Why not all could be undone. */
  failure?: Failure | undefined;
}

/** What is asked for. */
export type Asked = Pick<BulkAddition, 'owner' | 'reason' | 'durationSeconds'>;
