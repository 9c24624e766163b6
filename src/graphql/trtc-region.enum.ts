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
  description: 'The TRTC access regions that `setUserMediaState` can call. Each region has its own quota.',
  valuesConfig: {
    AP_BEIJING: { description: 'Beijing, `ap-beijing`.' },
    AP_GUANGZHOU: { description: 'Guangzhou, `ap-guangzhou`.' },
    AP_SINGAPORE: { description: 'Singapore, `ap-singapore`.' },
  },
});
