import { InputIssue } from '../errors/moderation-error.js';
import { isStorableText } from '../values/storable-text.js';
import type { ActionInput } from './action.input.js';

/** The longest `reason`, in characters. */
const MAX_REASON = 1_000;
const MAX_IDEMPOTENCY_KEY = 255;

/** What inputs may ask for at most, as the gateway is configured. */
export interface InputRules {
  readonly maxDurationSeconds: number;
  /** Whether what is asked for in rooms of this TRTC application can be enforced. None: the default application. */
  enforcesIn(sdkAppId: number | null | undefined): boolean;
}

/** Checks the fields that every mutation's input has. */
export function actionInputIssues({ reason, idempotencyKey }: ActionInput): InputIssue[] {
  return [
    ...textIssues('reason', reason),
    ...textIssues('idempotencyKey', idempotencyKey),
    ...lengthIssues('reason', reason?.length ?? 0, 0, MAX_REASON, 'characters'),
    ...lengthIssues('idempotencyKey', idempotencyKey?.length ?? 1, 1, MAX_IDEMPOTENCY_KEY, 'characters'),
  ];
}

/** Refuses a text that the journal could not store. */
export function textIssues(path: string, text: string | null | undefined): InputIssue[] {
  if (!text || isStorableText(text)) return [];
  return [new InputIssue(path, 'MALFORMED', 'must be well-formed Unicode without U+0000')];
}

/** `length` is a number of `units`, which the message names. */
export function lengthIssues(
  path: string,
  length: number,
  min: number,
  max: number,
  units: string,
): InputIssue[] {
  const rule = `must have ${min} to ${max} ${units}`;
  if (length < min) return [new InputIssue(path, 'TOO_SHORT', rule)];
  if (length > max) return [new InputIssue(path, 'TOO_LONG', rule)];
  return [];
}

/** Refuses numbers below 1, which the schema's Int allows. */
export function applicationIssues(path: string, id: number | null | undefined): InputIssue[] {
  if (id === undefined || id === null || id >= 1) return [];
  return [new InputIssue(path, 'OUT_OF_RANGE', 'must be 1 or more')];
}

/** Checks a duration. None: what is asked for has no end. */
export function durationIssues(path: string, seconds: number | null | undefined, max: number): InputIssue[] {
  if (seconds === undefined || seconds === null || (seconds >= 1 && seconds <= max)) return [];
  return [new InputIssue(path, 'OUT_OF_RANGE', `must be from 1 to ${max} seconds`)];
}

/** Refuses repeated entries. Lists of more than `max` entries are not checked, because they are refused anyway. */
export function duplicateIssues<Entry>(
  entries: readonly Entry[],
  max: number,
  keyOf: (entry: Entry) => string,
  pathOf: (index: number) => string,
): InputIssue[] {
  if (entries.length > max) return [];
  const issues: InputIssue[] = [];
  const firstIndex = new Map<string, number>();
  for (const [index, entry] of entries.entries()) {
    const key = keyOf(entry);
    const first = firstIndex.get(key);
    if (first === undefined) firstIndex.set(key, index);
    else issues.push(new InputIssue(pathOf(index), 'DUPLICATE', `must differ from ${pathOf(first)}`));
  }
  return issues;
}
