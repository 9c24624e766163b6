import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';

/** How long a pipe or a terminal is waited for. A start that waits for ever tells nobody why. */
const PATIENCE_MS = 5_000;
const RETRY_MS = 20;
const CHUNK_BYTES = 65_536;

/**
 * Reads the file, but not more than one byte beyond `maxBytes`: a device has no end. A pipe, as in `<(command)`, is waited
 * for. Throws the system's error; its code is `ETIMEDOUT` if nobody has written into the pipe.
 */
export function readBounded(path: string, maxBytes: number): Buffer {
  // Otherwise the opening of a pipe waits until somebody writes.
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const latest = performance.now() + PATIENCE_MS;
    const isPipe = fstatSync(descriptor).isFIFO();
    const chunks: Buffer[] = [];
    let length = 0;
    while (length <= maxBytes) {
      const chunk = readNow(descriptor, Math.min(CHUNK_BYTES, maxBytes + 1 - length));
      // A pipe that nobody has opened for writing looks as if it had ended.
      const mayCome = chunk === undefined || (isPipe && chunk.length === 0 && length === 0);
      if (mayCome) waitUntil(latest, path);
      else if (chunk.length === 0) break;
      else chunks.push(chunk);
      length += chunk?.length ?? 0;
    }
    return Buffer.concat(chunks);
  } finally {
    closeSync(descriptor);
  }
}

/** Reads the file as `readBounded` does, without waiting for pipes. */
export async function readBoundedLater(path: string, maxBytes: number): Promise<Buffer> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const chunks: Buffer[] = [];
    for (let length = 0; length <= maxBytes; ) {
      const size = Math.min(CHUNK_BYTES, maxBytes + 1 - length);
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(size), 0, size);
      if (bytesRead === 0) break;
      chunks.push(buffer.subarray(0, bytesRead));
      length += bytesRead;
    }
    return Buffer.concat(chunks);
  } finally {
    await handle.close();
  }
}

/** Empty: the end. Undefined: there is nothing yet. */
function readNow(descriptor: number, size: number): Buffer | undefined {
  const chunk = Buffer.alloc(size);
  try {
    return chunk.subarray(0, readSync(descriptor, chunk));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
    throw error;
  }
}

/** Nothing else can run during the start, so the wait may hold up the process. */
function waitUntil(latest: number, path: string): void {
  if (performance.now() > latest) {
    throw Object.assign(new Error(`nobody has written into ${path}`), { code: 'ETIMEDOUT' });
  }
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
}
