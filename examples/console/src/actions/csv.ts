import type { ModerationAction } from 'moderation-gateway-client/strings';
import { roomText } from '../room-name.js';
import type { Words } from '../words/words.js';
import { whatWasDone } from './what-was-done.js';

/** The columns, whose names are the same in each language, so that programs can read them. */
const COLUMNS = [
  'requestedAt',
  'actor',
  'automatic',
  'operation',
  'what',
  'room',
  'listOwnerId',
  'userId',
  'outcome',
  'status',
  'code',
  'reason',
  'durationSeconds',
  'actionId',
] as const;

/** A table with a row for each user of each action. Spreadsheets read its encoding from the mark at its start. */
export function csvOf(words: Words, actions: readonly ModerationAction[]): string {
  const rows = actions.flatMap((action) => {
    const { roomId, strRoomId } = action;
    const room = roomId === null && strRoomId === null ? '' : roomText({ roomId, strRoomId });
    const targets = action.targets.length > 0 ? action.targets : [undefined];
    return targets.map(
      (target): Record<(typeof COLUMNS)[number], unknown> => ({
        requestedAt: action.requestedAt,
        actor: action.actor,
        automatic: action.automatic,
        operation: action.operation,
        what: whatWasDone(words, action),
        room,
        listOwnerId: action.listOwnerId,
        userId: target?.userId,
        outcome: target?.outcome,
        status: action.status,
        code: target?.code ?? action.code,
        reason: action.reason,
        durationSeconds: action.durationSeconds,
        actionId: action.id,
      }),
    );
  });
  const lines = [[...COLUMNS], ...rows.map((row) => COLUMNS.map((column) => row[column]))];
  return `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

/**
 * A text that begins like a formula gets an apostrophe before it: a spreadsheet would run it, and users choose their ids and
 * moderators their reasons.
 */
function cell(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value);
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
