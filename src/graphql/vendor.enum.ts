import { registerEnumType } from 'type-graphql';

export const Vendor = {
  TENCENT_TRTC: 'TENCENT_TRTC',
  VOLCENGINE_RTC: 'VOLCENGINE_RTC',
} as const;
export type Vendor = keyof typeof Vendor;

registerEnumType(Vendor, {
  name: 'Vendor',
  description: 'The services behind the gateway.',
  valuesConfig: {
    TENCENT_TRTC: { description: 'Tencent Real-Time Communication: rooms, audio and video.' },
    VOLCENGINE_RTC: { description: 'Volcengine RTC messaging: blacklists.' },
  },
});
