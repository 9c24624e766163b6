import type { OutageLog } from '../journal/outage-log.js';
import type { RoomPerson } from '../vendors/calling/room-event.js';

export interface AbsenceNotesOptions {
  /** Resolves with whether an exit was missed, once it is on disk. */
  store(person: RoomPerson, sentAt: number): Promise<boolean>;
  /** Is told of each exit that was missed. */
  onMissed(): void;
  outage: Pick<OutageLog, 'failed' | 'succeeded'>;
}

/** Somebody of whom a vendor says that they are not in the room has left it, if the roster has them there. */
export class AbsenceNotes {
  readonly #options: AbsenceNotesOptions;
  readonly #underWay = new Set<Promise<void>>();

  constructor(options: AbsenceNotesOptions) {
    this.#options = options;
  }

  /** `sentAt`: when the vendor was asked, or earlier, in milliseconds since the epoch. Never throws. */
  notice(person: RoomPerson, sentAt: number): void {
    const storing = this.#store(person, sentAt).finally(() => this.#underWay.delete(storing));
    this.#underWay.add(storing);
  }

  /** Waits for those under way. */
  async close(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #store(person: RoomPerson, sentAt: number): Promise<void> {
    const { store, onMissed, outage } = this.#options;
    try {
      if (!(await store(person, sentAt))) return;
      onMissed();
      outage.succeeded();
    } catch (error) {
      outage.failed('absence', error);
    }
  }
}
