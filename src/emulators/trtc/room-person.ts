import { z } from 'zod';

/** The vendor's `IsMute`: 0 both enabled, 1 both disabled, 2 audio disabled, 3 video disabled. */
export type IsMute = 0 | 1 | 2 | 3;

/** The user ids with which the vendor's client SDKs let a user enter. */
export const USER_ID = /^[A-Za-z0-9_-]{1,32}$/;

/** What a person can publish. `screen` is the vendor's auxiliary stream. */
export const MEDIA = ['audio', 'video', 'screen'] as const;
export type Medium = (typeof MEDIA)[number];

/** The vendor's `Role`. Only an anchor can publish. */
export const ROLES = { anchor: 20, audience: 21 } as const;

/** The vendor's `Reason` of an entry (103). */
export const ENTRY_REASONS = { normal: 1, networkSwitch: 2, retryAfterTimeout: 3, coHosting: 4 } as const;
/** The vendor's `Reason` of leaving (104). */
export const LEAVING_REASONS = { normal: 1, timeout: 2, removed: 3, coHostingEnded: 4, killed: 5 } as const;

const roleSchema = z.literal(Object.values(ROLES));

/** How somebody enters. */
export const entrySchema = z.strictObject({
  role: roleSchema.optional(),
  /** 1 Windows, 2 Android, 3 iOS, 4 Linux, 100 other. */
  terminalType: z.literal([1, 2, 3, 4, 100]).optional(),
  /** 1 WebRTC, 2 mini program, 3 native. */
  userType: z.literal([1, 2, 3]).optional(),
  /** Given for somebody who is inside already, it is one more entry, as after a switch of networks. */
  reason: z.literal(Object.values(ENTRY_REASONS)).optional(),
});
export type Entry = z.output<typeof entrySchema>;

export const leavingSchema = z.strictObject({
  reason: z.literal(Object.values(LEAVING_REASONS)).optional(),
});
export type Leaving = z.output<typeof leavingSchema>;

export const roleChangeSchema = z.strictObject({ role: roleSchema });
export type Role = z.output<typeof roleSchema>;

/** Somebody who is in a room. */
export interface Person {
  isMute: IsMute;
  role: Role;
  terminalType: NonNullable<Entry['terminalType']>;
  userType: NonNullable<Entry['userType']>;
  publishes: readonly Medium[];
}

/** Somebody who enters without saying how: an anchor on Windows. */
export const NEWCOMER: Person = {
  isMute: 0,
  role: ROLES.anchor,
  terminalType: 1,
  userType: 3,
  publishes: [],
};

/** Whether the block keeps a person from publishing this. The vendor does not say that it covers the screen. */
export function isBlocked(isMute: IsMute, medium: Medium): boolean {
  if (medium === 'audio') return isMute === 1 || isMute === 2;
  return medium === 'video' && (isMute === 1 || isMute === 3);
}
