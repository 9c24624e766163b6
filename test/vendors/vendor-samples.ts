import type { TrtcFault } from '../../src/emulators/trtc/trtc-fault.js';
import type { VolcengineFault } from '../../src/emulators/volcengine/volcengine-fault.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import type { VendorName } from '../../src/vendors/vendors.js';

/** The faults that every emulator can be told. */
export type CommonFault = TrtcFault & VolcengineFault;

/** What the suites that run over all operations have to know of a vendor. */
export interface VendorSample {
  emulator(sandbox: Sandbox): {
    injectFault(fault: CommonFault): void;
    clearFaults(): void;
    clearRequests(): void;
    requests(): Sandbox['trtc'] extends { requests(): infer Requests } ? Requests : never;
    reset(): void;
  };
  /** The vendor certainly does nothing: VendorPermissionDeniedError. */
  refusal: CommonFault;
  /** It stays open whether the vendor does anything. It is not asked again. */
  leftOpen: CommonFault;
  /** The vendor cannot answer now. */
  unavailable: CommonFault;
  /** What it takes to plan a call: what a connected vendor has. */
  connected: object;
}

/** A fault of one vendor's own kind, which is given to that vendor's emulator only. */
const own = (fault: TrtcFault | VolcengineFault) => fault as CommonFault;

const SAMPLES: Readonly<Record<VendorName, VendorSample>> = {
  TENCENT_TRTC: {
    emulator: ({ trtc }) => trtc,
    refusal: own({ kind: 'error', code: 'UnauthorizedOperation.SdkAppId', message: '' }),
    leftOpen: own({ kind: 'error', code: 'FailedOperation', message: '' }),
    unavailable: { kind: 'verbatim', status: 503 },
    connected: { applicationIds: [1400188366], region: 'ap-singapore' },
  },
  VOLCENGINE_RTC: {
    emulator: ({ volcengine }) => volcengine,
    refusal: own({ kind: 'error', status: 400, code: 'NoAuth', message: '' }),
    leftOpen: own({ kind: 'error', status: 400, code: 'SomethingNew', message: '' }),
    unavailable: { kind: 'verbatim', status: 503 },
    connected: { applicationIds: [123456] },
  },
};

export function vendorSample(vendor: VendorName): VendorSample {
  const sample = SAMPLES[vendor];
  if (!sample) throw new Error(`${vendor} has no sample: add it to test/vendors/vendor-samples.ts`);
  return sample;
}
