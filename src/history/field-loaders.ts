import DataLoader from 'dataloader';
import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import type { RequestContext } from '../context.js';

/** Of a field whose values are looked up. All objects of a page that have the field are looked up together. */
export class FieldLoaders<Key, Value, Wanted> {
  readonly #load: (keys: readonly Key[], wanted: Wanted, context: RequestContext) => Promise<Value[]>;
  readonly #wantedOf: (info: GraphQLResolveInfo) => Wanted;
  /** By request, then by field in its document. */
  readonly #loaders = new WeakMap<RequestContext, Map<FieldNode | undefined, DataLoader<Key, Value>>>();

  /**
   * `load` resolves with a value for each key, in their order. `wantedOf`: what the field selects of its values, which `load`
   * is told.
   */
  constructor(
    load: (keys: readonly Key[], wanted: Wanted, context: RequestContext) => Promise<Value[]>,
    wantedOf: (info: GraphQLResolveInfo) => Wanted,
  ) {
    this.#load = load;
    this.#wantedOf = wantedOf;
  }

  of(context: RequestContext, info: GraphQLResolveInfo): DataLoader<Key, Value> {
    const loaders = this.#loaders.get(context) ?? new Map<FieldNode | undefined, DataLoader<Key, Value>>();
    this.#loaders.set(context, loaders);
    const [field] = info.fieldNodes;
    const known = loaders.get(field);
    if (known) return known;
    const wanted = this.#wantedOf(info);
    const loader = new DataLoader((keys: readonly Key[]) => this.#load(keys, wanted, context));
    loaders.set(field, loader);
    return loader;
  }
}
