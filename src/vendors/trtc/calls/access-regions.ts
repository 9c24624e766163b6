/** Where the vendor can be called. It counts the calls of each region apart. */
export const ACCESS_REGIONS = ['ap-beijing', 'ap-guangzhou', 'ap-singapore'] as const;
export type AccessRegion = (typeof ACCESS_REGIONS)[number];
