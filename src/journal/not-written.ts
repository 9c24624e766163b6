/** Nothing of this write is on disk or will be. The cause says why. */
export class NotWritten extends Error {
  override readonly name = 'NotWritten';
}
