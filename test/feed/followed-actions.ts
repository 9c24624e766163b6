import type { Target } from '../graphql-client.js';
import { type StreamAnswer, StreamReader } from './stream-reader.js';

export const ACTIONS = `subscription ($filter: ModerationActionFilter, $after: String) {
  moderationActions(filter: $filter, after: $after) {
    cursor kind action { id status operation actor attempts finishedAt targets { userId outcome } }
  }
}`;

export interface FollowedEvent {
  cursor: string;
  kind: 'BEGUN' | 'ENDED' | null;
  action: { id: string; status: string } & Record<string, unknown>;
}

/** Subscribes to actions, and resolves once the first cursor has come. */
export async function follow(
  target: Target,
  variables: { filter?: object; after?: string | undefined } = {},
  token?: string,
): Promise<StreamReader> {
  const reader = await StreamReader.open(target, { query: ACTIONS, variables, token });
  await reader.until((answers) => answers.length > 0);
  return reader;
}

/** What happened to actions, without the events that only tell a cursor. */
export function eventsIn(answers: readonly StreamAnswer[]): FollowedEvent[] {
  return answers.map(({ data }) => data?.moderationActions as FollowedEvent).filter((event) => event?.kind);
}

/** `kind` and status of each event. */
export function storyOf(answers: readonly StreamAnswer[]): string[] {
  return eventsIn(answers).map(({ kind, action }) => `${kind} ${action.status}`);
}

/** The last cursor that came. */
export function lastCursor({ answers }: StreamReader): string {
  return answers.map(({ data }) => data?.moderationActions?.cursor).findLast((cursor) => cursor) ?? '';
}
