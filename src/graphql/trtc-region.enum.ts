import { registerEnumType } from 'type-graphql';
import type { TrtcAccessRegion } from '../vendors/trtc/variables.js';

export const TrtcRegion = {
  AP_BEIJING: 'ap-beijing',
  AP_GUANGZHOU: 'ap-guangzhou',
  AP_SINGAPORE: 'ap-singapore',
} as const satisfies Record<string, TrtcAccessRegion>;
export type TrtcRegion = TrtcAccessRegion;

registerEnumType(TrtcRegion, {
  name: 'TrtcRegion',
  description: "TRTC's access regions for this operation. Each has a quota of its own.",
  valuesConfig: {
    AP_BEIJING: { description: 'ap-beijing' },
    AP_GUANGZHOU: { description: 'ap-guangzhou' },
    AP_SINGAPORE: { description: 'ap-singapore' },
  },
});
