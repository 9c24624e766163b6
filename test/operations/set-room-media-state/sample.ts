/** Why the suites over all operations leave it out. */
export const unsampled =
  'It answers before the vendor is called, which is called once for each person. `set-room-media-state.test.ts` tries what they try.';
