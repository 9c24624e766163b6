/**
 * An api's quota when that of one of the vendor's apis is configured, whose document says `reference`: the documented
 * quotas of all apis are scaled alike.
 */
export function scaledQuota(documented: number, configured: number | undefined, reference: number): number {
  if (configured === undefined) return documented;
  return Math.max(1, Math.floor((documented * configured) / reference));
}
