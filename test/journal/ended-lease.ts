/**
 * The `leaseMs` of an action whose lease has ended when it begins, for `Journal.begin`. By much more than a machine's clock is set
 * back at a time: an action whose lease ended a millisecond ago is leased again then.
 */
export const ENDED_LEASE_MS = -60_000;
