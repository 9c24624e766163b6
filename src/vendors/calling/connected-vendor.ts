import type { z } from 'zod';
import type { OptionalGroup } from '../../environment/variable-group.js';
import type { NamedQuota } from './api-limits.js';
import type { Breaker } from './breaker.js';
import type { CodeTable } from './code-table.js';
import type { VendorWiring } from './vendor-wiring.js';

/** One of the services behind the gateway. */
export interface Vendor<Settings, Connected extends ConnectedVendor> {
  /** Its name, for people. */
  title: string;
  /** For people. */
  description: string;
  /** The name of its part of the gateway's configuration. */
  configuredAs: string;
  /** How this part is read from the environment. */
  variables: VendorVariables;
  /** What the codes of its answers mean. */
  codes: CodeTable;
  /** What the codes of single users mean, where its answers have some. */
  userCodes?: CodeTable;
  connect(settings: Settings, wiring: VendorWiring): Connected;
}

export interface VendorVariables extends Omit<OptionalGroup<z.ZodRawShape, object>, 'config'> {
  /** `values`: of the shape. Undefined: the vendor is off. */
  config(values: never): object | undefined;
}

/** A vendor that the gateway is configured for. */
export interface ConnectedVendor {
  readonly breaker: Breaker;
  /** The applications that the gateway serves; the first is the default. */
  readonly applicationIds: readonly [number, ...number[]];
  quotas(): readonly NamedQuota[];
  /** Refuses the calls that wait, and ends every connection after those under way. */
  close(): Promise<void>;
}
