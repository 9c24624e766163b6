export type ActionStatus = 'PENDING' | 'APPLIED' | 'PARTIAL' | 'REFUSED' | 'UNKNOWN' | 'DENIED';
export type TargetOutcome = 'PENDING' | 'APPLIED' | 'NOT_APPLIED' | 'UNKNOWN';
