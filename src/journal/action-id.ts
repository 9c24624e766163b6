import { v7 } from 'uuid';

/** A UUIDv7 (RFC 9562): its first 48 bits are the time in milliseconds, and later ones of a process sort after. */
export function newActionId(): string {
  return v7();
}

/** Milliseconds since the epoch. */
export function timeOfActionId(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** The least id of any action at `time` or after. */
export function firstIdAt(time: number): string {
  const hex = Math.min(Math.max(0, Math.ceil(time)), MAX_TIME)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

const MAX_TIME = 2 ** 48 - 1;

export function isActionId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text);
}
