import { applicationIssues, lengthIssues, textIssues } from '../actions/input-rules.js';
import { InputIssue } from '../errors/moderation-error.js';
import type { SeenRoomArgs } from './seen-room.args.js';

/** As long as the names that events may have. They are not held to the rules of the client SDKs. */
const MAX_NAME_BYTES = 255;

/** The rules that the arguments which name a room break. */
export function seenRoomIssues({ sdkAppId, roomId, strRoomId }: SeenRoomArgs): InputIssue[] {
  const hasName = typeof strRoomId === 'string';
  if (hasName === (typeof roomId === 'number')) {
    return [
      new InputIssue('roomId', 'EXACTLY_ONE', 'or strRoomId must be given, and not both'),
      new InputIssue('strRoomId', 'EXACTLY_ONE', 'or roomId must be given, and not both'),
    ];
  }
  return [...applicationIssues('sdkAppId', sdkAppId), ...nameIssues('strRoomId', strRoomId, 1)];
}

/** The rules that a name breaks, or a part of one. */
export function nameIssues(path: string, name: string | null | undefined, min: number): InputIssue[] {
  if (typeof name !== 'string') return [];
  return [
    ...textIssues(path, name),
    ...lengthIssues(path, Buffer.byteLength(name), min, MAX_NAME_BYTES, 'bytes'),
  ];
}
