import { integer } from '../environment/scalars.js';
import type { VariableGroup } from '../environment/variable-group.js';

export interface VendorCallLimits {
  /** How long one attempt may take, from the send to the last byte of the answer. */
  timeoutMs: number;
  /** How long a call may take in all: the wait for a slot, and every attempt. */
  deadlineMs: number;
  /** How many calls may wait for one quota. */
  queueMax: number;
}

const shape = {
  VENDOR_TIMEOUT_MS: integer(1, 600_000).default(5_000),
  VENDOR_DEADLINE_MS: integer(1, 600_000).default(15_000),
  VENDOR_QUEUE_MAX: integer(1, 1_000_000).default(10_000),
};

export const vendorCallVariables = {
  shape,
  files: [],
  config: (values) => ({
    timeoutMs: values.VENDOR_TIMEOUT_MS,
    deadlineMs: values.VENDOR_DEADLINE_MS,
    queueMax: values.VENDOR_QUEUE_MAX,
  }),
} satisfies VariableGroup<typeof shape, VendorCallLimits>;
