import { z } from 'zod';
import { applied, commonFaults, faultTarget } from '../endpoint/fault.js';

const code = z.string().min(1);
const message = z.string();

export const volcengineFaultSchema = z.discriminatedUnion('kind', [
  ...commonFaults,
  /** An error of the vendor. */
  z.strictObject({
    ...faultTarget,
    kind: z.literal('error'),
    applied,
    status: z.int().min(200).max(599),
    /** Absent from errors of the service behind the API gateway. */
    codeN: z.int().optional(),
    code,
    message,
  }),
  /** The call refuses these users, if it names them and answers with `FailedInfos`. */
  z.strictObject({
    ...faultTarget,
    kind: z.literal('failedInfos'),
    failedInfos: z.array(z.strictObject({ userId: z.string().regex(/^\d{1,19}$/), code, message })).min(1),
  }),
]);

/** A fault to inject. */
export type VolcengineFault = z.input<typeof volcengineFaultSchema>;
