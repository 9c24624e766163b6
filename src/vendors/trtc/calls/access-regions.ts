/** The regions in which the vendor can be called. It counts the calls of each region separately. */
export const ACCESS_REGIONS = ['ap-beijing', 'ap-guangzhou', 'ap-singapore'] as const;
export type AccessRegion = (typeof ACCESS_REGIONS)[number];
