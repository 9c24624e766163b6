import { statSync } from 'node:fs';

/** Throws an error in words if one of the journal's files is a pipe: opening one would wait until somebody else opens it. */
export function refusePipes(file: string): void {
  for (const path of [file, `${file}-lock`, `${file}-wal`, `${file}-shm`]) {
    if (statSync(path, { throwIfNoEntry: false })?.isFIFO()) throw new Error(`${path} is a pipe`);
  }
}
