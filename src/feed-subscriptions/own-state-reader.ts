import DataLoader from 'dataloader';
import type { OwnMediaState } from '../restriction-queries/own-media-state/own-media-state.type.js';
import { ownStateOf } from '../restriction-queries/own-media-state/own-state.js';
import type { MediaTarget } from '../restrictions/media-queries.js';
import type { ReadMedia } from '../restrictions/people-media.js';
import type { Restrictions } from '../restrictions/restrictions.js';

const PEOPLE_AT_ONCE = 200;
/** An action on a room concerns all streams of the room. They are told of it within some milliseconds of each other. */
const JOINED_MS = 10;

/**
 * Reads what holds for many people, each for a stream of their own: those who ask within a moment together, and one reading after
 * the other, so that an action on a whole room leaves the database to others.
 */
class OwnStateReader {
  readonly #restrictions: Pick<Restrictions, 'people'>;
  #turn: Promise<unknown> = Promise.resolve();
  readonly #people = new DataLoader<MediaTarget, ReadMedia>((targets) => this.#inTurn(targets), {
    // It is read anew each time.
    cache: false,
    maxBatchSize: PEOPLE_AT_ONCE,
    batchScheduleFn: (read) => setTimeout(read, JOINED_MS),
  });

  constructor(restrictions: Pick<Restrictions, 'people'>) {
    this.#restrictions = restrictions;
  }

  async read(target: MediaTarget): Promise<OwnMediaState> {
    return ownStateOf(await this.#people.load(target));
  }

  #inTurn(targets: readonly MediaTarget[]): Promise<ReadMedia[]> {
    const read = this.#turn.then(async () => {
      const personOf = await this.#restrictions.people(targets);
      return targets.map(personOf);
    });
    this.#turn = read.catch(() => {});
    return read;
  }
}

const READERS = new WeakMap<object, OwnStateReader>();

/** The reader of all streams that read these restrictions. */
export function ownStateReader(restrictions: Pick<Restrictions, 'people'>): OwnStateReader {
  const reader = READERS.get(restrictions) ?? new OwnStateReader(restrictions);
  READERS.set(restrictions, reader);
  return reader;
}
