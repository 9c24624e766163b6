import { registerEnumType } from 'type-graphql';
import type { AccessRegion } from '../vendors/trtc/calls/access-regions.js';

export const TrtcRegion = {
  AP_BEIJING: 'ap-beijing',
  AP_GUANGZHOU: 'ap-guangzhou',
  AP_SINGAPORE: 'ap-singapore',
} as const satisfies Record<string, AccessRegion>;
export type TrtcRegion = AccessRegion;

registerEnumType(TrtcRegion, {
  name: 'TrtcRegion',
  description: "TRTC's access regions for this operation. Each has a quota of its own.",
  valuesConfig: {
    AP_BEIJING: { description: 'ap-beijing' },
    AP_GUANGZHOU: { description: 'ap-guangzhou' },
    AP_SINGAPORE: { description: 'ap-singapore' },
  },
});
