import { expect, it } from 'vitest';
import { MinuteLog } from '../../src/events/minute-log.js';

it('warns at once, and then at most once a minute with the number since, for each application and message', () => {
  let now = 0;
  const lines: [object, string][] = [];
  const log = new MinuteLog(
    { warn: (details, message) => void lines.push([details, message]) },
    { now: () => now },
  );
  for (let second = 0; second <= 60; second++) {
    now = second * 1000;
    for (let time = 0; time < 5; time++) log.warn(1, 'unsigned');
  }
  log.warn(2, 'unsigned');
  log.warn(1, 'full', { roomId: 5 });
  expect(lines).toEqual([
    [{ applicationId: 1 }, 'unsigned'],
    [{ applicationId: 1, times: 300 }, 'unsigned'],
    [{ applicationId: 2 }, 'unsigned'],
    [{ applicationId: 1, roomId: 5 }, 'full'],
  ]);
});
