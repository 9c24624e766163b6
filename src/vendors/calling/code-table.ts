import type { CodeMeaning } from './vendor-failure.js';

/** What a vendor's codes mean: every documented code, and one explicit default. */
export interface CodeTable {
  readonly documented: readonly string[];
  /** Of any code, documented or not. `ownCodes`: as in `VendorApi`. */
  meaning(code: string, ownCodes?: readonly string[]): CodeMeaning;
  /** Codes that are not documented, but known by their form. */
  readonly families: readonly CodeFamily[];
}

export interface CodeFamily {
  /** In Markdown, after "any other": `` `AuthFailure.…` ``. */
  readonly form: string;
  /** A code of this form that is not documented. */
  readonly example: string;
}
