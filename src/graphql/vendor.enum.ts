import { registerEnumType } from 'type-graphql';
import { VENDOR_NAMES, VENDORS, type VendorName } from '../vendors/vendors.js';

export const Vendor = Object.fromEntries(VENDOR_NAMES.map((name) => [name, name])) as {
  readonly [Name in VendorName]: Name;
};
export type Vendor = VendorName;

registerEnumType(Vendor, {
  name: 'Vendor',
  description: 'A real-time communication service that the gateway calls.',
  // A vendor is a `valuesConfig` entry because it has a `description`.
  valuesConfig: VENDORS,
});
