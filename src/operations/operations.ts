import 'reflect-metadata';
import type { Operation } from '../actions/operation.js';
import { AddToBlacklistResolver } from './add-to-blacklist/add-to-blacklist.resolver.js';
import { DismissRoomResolver } from './dismiss-room/dismiss-room.resolver.js';
import { LiftRestrictionResolver } from './lift-restriction/lift-restriction.resolver.js';
import { RemoveFromBlacklistResolver } from './remove-from-blacklist/remove-from-blacklist.resolver.js';
import { RemoveFromRoomResolver } from './remove-from-room/remove-from-room.resolver.js';
import { SetRoomMediaStateResolver } from './set-room-media-state/set-room-media-state.resolver.js';
import { SetUserMediaStateResolver } from './set-user-media-state/set-user-media-state.resolver.js';
import { UpdateBlacklistResolver } from './update-blacklist/update-blacklist.resolver.js';

/** The only list of the operations. Everything else that depends on them is derived from it. */
export const OPERATION_RESOLVERS = [
  SetUserMediaStateResolver,
  AddToBlacklistResolver,
  RemoveFromBlacklistResolver,
  RemoveFromRoomResolver,
  DismissRoomResolver,
  UpdateBlacklistResolver,
  LiftRestrictionResolver,
  SetRoomMediaStateResolver,
] as const;

export const OPERATIONS: readonly Operation[] = OPERATION_RESOLVERS.map(({ operation }) => operation);
