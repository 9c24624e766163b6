import type { GraphQLResolveInfo } from 'graphql';
import { type SelectedField, selectedFields } from '../graphql/selected-fields.js';
import type { TextColumn, WantedOfActions } from '../journal/read-actions.js';
import type { ModerationAction } from './moderation-action.type.js';

/** The cost of a short field: its bytes in the answer, and the time to put them there. */
const FIELD_BYTES = 40;
/** Braces and a comma. */
const OBJECT_BYTES = 4;

/** The columns and bytes that a query for one action needs. */
export function wantedOfAction(info: GraphQLResolveInfo): WantedOfActions {
  return new Wanted().action(selectedFields(info)).sum();
}

/** The columns and bytes that a query for a page of actions needs for each action. */
export function wantedOfEdges(info: GraphQLResolveInfo): WantedOfActions {
  const wanted = new Wanted();
  for (const edges of selectedFields(info).filter(({ name }) => name === 'edges')) {
    for (const field of wanted.object(edges.fields())) {
      if (field.name === 'node') wanted.action(field.fields());
    }
  }
  return wanted.sum();
}

/** The column of each field whose column is read only on demand. */
const TEXTS: { readonly [Field in keyof ModerationAction]?: TextColumn } = {
  actor: 'actor',
  listOwnerId: 'list_owner_id',
  inboxType: 'input_head',
  state: 'input_head',
  audio: 'input_head',
  video: 'input_head',
  durationSeconds: 'input_head',
  code: 'answer',
  message: 'answer',
  reason: 'reason',
  idempotencyKey: 'idempotency_key',
  vendorCode: 'vendor_code',
  vendorRequestIds: 'vendor_request_ids',
  requestId: 'request_id',
};

/** An APPLIED removal from a list may have found a user who was not on it. */
const IN_PART = ['PARTIAL', 'APPLIED'] as const;

class Wanted {
  readonly #texts: Partial<Record<TextColumn, number>> = {};
  #bytes = 0;
  #bytesPerTarget = 0;
  #eachOutcome = false;

  object(fields: readonly SelectedField[]): readonly SelectedField[] {
    this.#bytes += OBJECT_BYTES + sizeOf(fields);
    return fields;
  }

  action(fields: readonly SelectedField[]): this {
    for (const field of this.object(fields)) {
      if (field.name === 'targets') this.#targets(field.fields());
      const text = TEXTS[field.name as keyof ModerationAction];
      // Only the message of an answer can be long.
      if (text) this.#add(text, field.name === 'code' ? 0 : 1);
    }
    return this;
  }

  sum(): WantedOfActions {
    return {
      texts: this.#texts,
      // What single users came to is in the answers of actions that were applied, too. All else is not.
      answersOf: ['REFUSED', 'UNKNOWN', 'DENIED', ...(this.#eachOutcome ? IN_PART : [])],
      bytes: this.#bytes,
      bytesPerTarget: this.#bytesPerTarget,
    };
  }

  #targets(fields: readonly SelectedField[]): void {
    this.#bytesPerTarget += OBJECT_BYTES + sizeOf(fields);
    this.#add('user_ids', fields.filter(({ name }) => name === 'userId').length);
    if (fields.every(({ name }) => name === 'userId' || name === '__typename')) return;
    this.#eachOutcome = true;
    this.#add('answer', 0);
  }

  #add(text: TextColumn, times: number): void {
    this.#texts[text] = (this.#texts[text] ?? 0) + times;
  }
}

function sizeOf(fields: readonly SelectedField[]): number {
  return fields.reduce((sum, { key }) => sum + FIELD_BYTES + key.length, 0);
}
