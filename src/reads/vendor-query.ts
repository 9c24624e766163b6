import type { PlaceKind } from '../actions/places.js';
import type { VendorName } from '../vendors/vendors.js';

/** A query that reads from a vendor. */
export interface VendorQuery<Vendor extends VendorName = VendorName> {
  /** The name of the query's field. */
  readonly query: string;
  readonly vendor: Vendor;
  /** The kind of place that it reads. The place decides which callers may read. */
  readonly place: PlaceKind;
}
