import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { EventStream } from '../../src/http/event-stream.js';

/** A response whose reader takes nothing. */
function stalled() {
  const response = Object.assign(new EventEmitter(), {
    destroyed: false,
    writableLength: 0,
    writableNeedDrain: true,
    write(text: string) {
      response.writableLength += Buffer.byteLength(text);
      return false;
    },
  });
  return response;
}

it('listens once for a stalled reader to take something, however many comments it is sent', () => {
  const response = stalled();
  const stream = new EventStream(response as unknown as ServerResponse, { soon: (one) => one.flush() });
  for (let times = 0; times < 20; times += 1) stream.comment();
  expect(response.listenerCount('drain')).toBe(1);
});

it('counts bytes, and not characters, of what waits for a reader', () => {
  const stream = new EventStream(stalled() as unknown as ServerResponse, { soon: () => {} });
  expect(stream.tell('麦'.repeat(340_000))).toBe(true);
  expect(stream.tell('麦'.repeat(10_000))).toBe(false);
});
