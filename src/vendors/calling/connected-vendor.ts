import type { z } from 'zod';
import type { OptionalGroup } from '../../environment/variable-group.js';
import type { NamedQuota } from './api-limits.js';
import type { Breaker } from './breaker.js';
import type { VendorCallbacks } from './callbacks.js';
import type { CodeTable } from './code-table.js';
import type { VendorWiring } from './vendor-wiring.js';

/** A vendor: a service that the gateway calls. */
export interface Vendor<Settings, Connected extends ConnectedVendor> {
  /** The vendor's name, shown to people. */
  title: string;
  /** Shown to people. */
  description: string;
  /** The name of the vendor's part of the gateway's configuration. */
  configuredAs: string;
  /** The environment variables of that part. */
  variables: VendorVariables;
  /** The meanings of the codes in its answers. */
  codes: CodeTable;
  /** The meanings of the codes of single users. Absent: its answers have none. */
  userCodes?: CodeTable;
  connect(settings: Settings, wiring: VendorWiring): Connected;
}

export interface VendorVariables extends Omit<OptionalGroup<z.ZodRawShape, object>, 'config'> {
  /** `values` have the shape's types. Undefined: the vendor is off. */
  config(values: never): object | undefined;
  /** What is wrong with values that are right by themselves, a sentence each. */
  problems?(values: never): readonly string[];
}

/** A vendor that is configured. */
export interface ConnectedVendor {
  readonly breaker: Breaker;
  /** The applications that the gateway serves; the first is the default. */
  readonly applicationIds: readonly [number, ...number[]];
  /** Absent: the vendor reports no events. */
  readonly callbacks?: VendorCallbacks;
  quotas(): readonly NamedQuota[];
  /** Signs with the credential in `settings` from now on. The other settings are the same as before. */
  renew(settings: never): void;
  /** Refuses the waiting calls, and closes every connection after the calls under way. */
  close(): Promise<void>;
}
