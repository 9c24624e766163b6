import { pause, type ReadStream } from './share-stream.js';

/** A tab that has been closed, or shows something else now, leaves its place within a moment. */
const TRIES = 4;
const PAUSE_MS = 300;

/**
 * Reads only while fewer than `most` streams of a kind are read, in all tabs together: a browser has six connections of HTTP/1.1 to a
 * gateway. Throws where there is no place: then the tab reads again and again, as where there is no stream.
 */
export function oneOfFew(kind: string, most: number, read: ReadStream): ReadStream {
  return async (signal, ear) => {
    for (let tries = 0; tries < TRIES && !signal.aborted; tries += 1) {
      if (tries > 0) await pause(PAUSE_MS, signal);
      for (let place = 0; place < most; place += 1) {
        const name = `stream of ${kind} ${place}`;
        const hasRead = await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
          if (lock) await read(signal, ear);
          return lock !== null;
        });
        if (hasRead) return;
      }
    }
    throw new Error('So many have a stream already.');
  };
}
