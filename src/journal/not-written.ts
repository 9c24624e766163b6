/** Nothing of what was to be written is on disk or will be. The cause says why. */
export class NotWritten extends Error {
  override readonly name = 'NotWritten';
}
