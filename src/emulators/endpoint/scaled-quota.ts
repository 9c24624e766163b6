/**
 * The quota of an api whose document says `documented`. `configured` is the quota of another api, whose document says
 * `reference`. All quotas are scaled alike.
 */
export function scaledQuota(documented: number, configured: number | undefined, reference: number): number {
  if (configured === undefined) return documented;
  return Math.max(1, Math.floor((documented * configured) / reference));
}
