/** Why the suites over all operations leave it out. */
export const unsampled =
  'It is about a restriction that is on record, so it has no input of its own. `lift-restriction.test.ts` tries what they try.';
