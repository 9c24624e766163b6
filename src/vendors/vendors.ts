import type { ConnectedVendor, Vendor } from './calling/connected-vendor.js';
import type { VendorWiring } from './calling/vendor-wiring.js';
import { trtc } from './trtc/vendor.js';
import { volcengine } from './volcengine/vendor.js';

/** Every vendor. All other lists of vendors are derived from this one. */
export const VENDORS = {
  TENCENT_TRTC: trtc,
  VOLCENGINE_RTC: volcengine,
} as const satisfies Record<string, Vendor<never, ConnectedVendor>>;

export type VendorName = keyof typeof VENDORS;
export const VENDOR_NAMES = Object.keys(VENDORS) as readonly VendorName[];

export type Connected<Name extends VendorName> = ReturnType<(typeof VENDORS)[Name]['connect']>;

/** The vendors that the configuration turns on. */
export type ConnectedVendors = { readonly [Name in VendorName]?: Connected<Name> };

/** Each vendor's part of the configuration. */
export type VendorSettings = {
  -readonly [Name in VendorName as (typeof VENDORS)[Name]['configuredAs']]?: Parameters<
    (typeof VENDORS)[Name]['connect']
  >[0];
};

interface SharedWiring extends Omit<VendorWiring, 'vendor' | 'rereadCredential'> {
  /** A function that reads these variables' files again. Undefined if none of them has a file. */
  rereaderOf?(variables: readonly string[]): (() => Promise<void>) | undefined;
}

/** Prepares to call every configured vendor. It sends nothing yet. */
export function connectVendors(settings: VendorSettings, wiring: SharedWiring): ConnectedVendors {
  const connected = VENDOR_NAMES.map((name) => {
    const vendor: Vendor<never, ConnectedVendor> = VENDORS[name];
    const own = settings[VENDORS[name].configuredAs];
    const rereadCredential = wiring.rereaderOf?.(vendor.variables.files);
    // The compiler cannot see that both belong to the same vendor.
    return own && [name, vendor.connect(own as never, { ...wiring, vendor: name, rereadCredential })];
  });
  return Object.fromEntries(connected.filter((entry) => entry !== undefined));
}
