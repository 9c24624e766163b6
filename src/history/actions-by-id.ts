import DataLoader from 'dataloader';
import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import type { RequestContext } from '../context.js';
import type { ActionStatus } from '../journal/action-record.js';
import type { ReadAction } from '../journal/action-rows.js';
import type { WantedOfActions } from '../journal/read-actions.js';
import { readPage } from './journal-reading.js';
import { wantedOfAction } from './wanted-of-actions.js';

/** Of a field that shows actions. All objects of a page that have the field are looked up together. */
export class FieldLoaders<Key, Value> {
  readonly #load: (
    keys: readonly Key[],
    wanted: WantedOfActions,
    context: RequestContext,
  ) => Promise<Value[]>;
  /** By request, then by field in its document. */
  readonly #loaders = new WeakMap<RequestContext, Map<FieldNode | undefined, DataLoader<Key, Value>>>();

  /** `load` resolves with a value for each key, in their order. `wanted`: what the field selects of its actions. */
  constructor(
    load: (keys: readonly Key[], wanted: WantedOfActions, context: RequestContext) => Promise<Value[]>,
  ) {
    this.#load = load;
  }

  of(context: RequestContext, info: GraphQLResolveInfo): DataLoader<Key, Value> {
    const loaders = this.#loaders.get(context) ?? new Map<FieldNode | undefined, DataLoader<Key, Value>>();
    this.#loaders.set(context, loaders);
    const [field] = info.fieldNodes;
    const known = loaders.get(field);
    if (known) return known;
    const wanted = wantedOfAction(info);
    const loader = new DataLoader((keys: readonly Key[]) => this.#load(keys, wanted, context));
    loaders.set(field, loader);
    return loader;
  }
}

/**
 * Reads the actions with these ids and statuses, in as many readings as their length takes. `idsOf` is called in the first
 * reading.
 */
export async function readActionsById(
  context: RequestContext,
  idsOf: () => Promise<readonly string[]>,
  wanted: WantedOfActions,
  statuses: readonly ActionStatus[],
): Promise<ReadonlyMap<string, ReadAction>> {
  const actions = new Map<string, ReadAction>();
  let left: readonly string[] | undefined;
  do {
    const { actions: found } = await readPage(context, async (maxBytes) => {
      left ??= await idsOf();
      return left.length === 0
        ? { actions: [], bytes: 0 }
        : context.gateway.journal.readAll(left, wanted, maxBytes, statuses);
    });
    for (const action of found) actions.set(action.id, action);
    // A reading ends where it would become too long. The newest come first.
    const last = found.at(-1)?.id;
    left = last === undefined ? [] : left?.filter((id) => id < last);
  } while (left?.length);
  return actions;
}
