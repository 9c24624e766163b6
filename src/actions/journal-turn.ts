import { journalBusy, journalUnavailable } from '../errors/journal-errors.js';
import type { ModerationError } from '../errors/moderation-error.js';
import type { OutageLog } from '../journal/outage-log.js';
import type { ReadingLine } from '../journal/reading-line.js';
import type { Asker } from './action-under-way.js';

/** A caller who reads from the journal. */
export interface JournalReader extends Pick<Asker, 'caller' | 'signal'> {
  readonly gateway: { readonly readers: ReadingLine; readonly readOutage: OutageLog };
}

/** Reads from the journal when it is this caller's turn. `what` is read, in the words of the log. */
export async function inTurn<Read>(
  { gateway, caller, signal }: JournalReader,
  what: string,
  read: () => Promise<Read>,
): Promise<{ read: Read } | 'failed' | 'too-many'> {
  try {
    const found = await gateway.readers.read({ name: caller.sub, signal }, async () => ({
      read: await read(),
    }));
    if (!found) return 'too-many';
    gateway.readOutage.succeeded();
    return found;
  } catch (error) {
    gateway.readOutage.failed(what, error);
    return 'failed';
  }
}

/** What a mutation has to read before it can act. Nothing was sent if it gives an error. */
export async function readForAction<Read>(
  reader: JournalReader,
  what: string,
  read: () => Promise<Read>,
): Promise<{ read: Read } | { error: ModerationError }> {
  const reading = await inTurn(reader, what, read);
  if (reading === 'too-many') return { error: journalBusy() };
  return reading === 'failed' ? { error: journalUnavailable() } : reading;
}
