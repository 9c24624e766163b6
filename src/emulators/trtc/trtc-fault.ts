import { z } from 'zod';
import { applied, commonFaults, faultTarget } from '../endpoint/fault.js';

export const trtcFaultSchema = z.discriminatedUnion('kind', [
  ...commonFaults,
  /** An error of the vendor. */
  z.strictObject({
    ...faultTarget,
    kind: z.literal('error'),
    applied,
    code: z.string().min(1),
    message: z.string(),
  }),
]);

/** A fault to inject. */
export type TrtcFault = z.input<typeof trtcFaultSchema>;
