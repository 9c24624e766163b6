import type { GraphQLResolveInfo } from 'graphql';
import { invalidInput } from '../errors/invalid-input.js';
import { InputIssue } from '../errors/moderation-error.js';
import { queryError } from '../errors/query-error.js';
import type { PageInfo } from '../graphql/page-info.type.js';
import { type SelectedField, selectedFields } from '../graphql/selected-fields.js';

export const DEFAULT_PAGE = 50;
export const MAX_PAGE = 200;

/** A short field with its value, in the answer. Ids of users are the longest. */
const FIELD_BYTES = 100;

/** Throws an error that lists the rules that arguments break, if they break any. */
export function refuseIssues(issues: InputIssue[]): void {
  if (issues.length > 0) throw queryError(invalidInput(issues));
}

export function firstIssues(first: number): InputIssue[] {
  if (first >= 1 && first <= MAX_PAGE) return [];
  return [new InputIssue('first', 'OUT_OF_RANGE', `must be from 1 to ${MAX_PAGE}`)];
}

export function refusedCursor(): InputIssue {
  return new InputIssue('after', 'MALFORMED', 'must be the cursor of a page of this list');
}

/** Opaque to clients, so that what it holds may change. */
export function cursorOf(...parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** The parts of a cursor. Undefined if the text is no cursor. */
export function partsOf(cursor: string): readonly unknown[] | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : undefined;
  } catch {
    return undefined;
  }
}

/** A page of a list that was read with one entry more than `count`, if there is one. */
export function pageOf<Node>(
  nodes: readonly { node: Node; cursor: string }[],
  count: number,
  after: string | null | undefined,
): { edges: { node: Node; cursor: string }[]; pageInfo: PageInfo } {
  const edges = nodes.slice(0, count);
  return {
    edges,
    pageInfo: {
      hasNextPage: nodes.length > count,
      hasPreviousPage: typeof after === 'string',
      startCursor: edges[0]?.cursor,
      endCursor: edges.at(-1)?.cursor,
    },
  };
}

/** About how many bytes of the answer each object below the field takes, without the objects in it that are looked up. */
export function bytesOfEach(info: GraphQLResolveInfo): number {
  return bytesOf(selectedFields(info));
}

function bytesOf(fields: readonly SelectedField[]): number {
  return fields.reduce((sum, field) => {
    const within = LOOKED_UP.has(field.name) ? [] : field.fields();
    return sum + FIELD_BYTES + field.key.length + bytesOf(within);
  }, 0);
}

/** Their own reads count them. */
const LOOKED_UP: ReadonlySet<string> = new Set(['participants', 'lastAction', 'restrictions', 'action']);
