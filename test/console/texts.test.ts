import type { ModerationAction } from 'moderation-gateway-client/strings';
import { expect, it } from 'vitest';
import { csvOf } from '../../examples/console/src/actions/csv.js';
import { whatWasDone } from '../../examples/console/src/actions/what-was-done.js';
import { agoText } from '../../examples/console/src/ago-text.js';
import { countdownText } from '../../examples/console/src/countdown.js';
import { en } from '../../examples/console/src/words/en.js';
import { zhCN } from '../../examples/console/src/words/zh-cn.js';

const action = {
  id: '1',
  requestedAt: '2026-11-27T08:00:00.000Z',
  actor: 'admin',
  automatic: false,
  operation: 'SET_USER_MEDIA_STATE',
  roomId: 10006,
  strRoomId: null,
  listOwnerId: null,
  state: null,
  audio: 'DISABLED',
  video: null,
  durationSeconds: null,
  status: 'APPLIED',
  code: null,
  reason: null,
  undoes: null,
  targets: [{ userId: 'alice', outcome: 'APPLIED', code: null, vendorCode: null }],
} as unknown as ModerationAction;

it('a refused act does not read as done', () => {
  expect(whatWasDone(en, action)).toBe('alice in room 10006: Mute audio');
  for (const status of ['REFUSED', 'DENIED'] as const) {
    expect(whatWasDone(en, { ...action, status })).toBe('Not done: alice in room 10006: Mute audio');
    expect(whatWasDone(zhCN, { ...action, status })).toBe('未执行：房间 10006 的 alice：禁麦');
  }
});

it('an undo is told from what it carries out', () => {
  expect(whatWasDone(en, { ...action, audio: 'ENABLED', undoes: { id: '0' } })).toBe(
    'Undo: alice in room 10006: Unmute audio',
  );
});

it('a table has a row for each user, and no cell is a formula', () => {
  const targets = ['=1+1', '@x', '-2', '+3', 'a "b", c\nd', '王'].map((userId) => ({
    userId,
    outcome: 'APPLIED' as const,
    code: null,
    vendorCode: null,
  }));
  const lines = csvOf(en, [{ ...action, reason: '\tx', targets }]).split('\r\n');
  expect(lines).toHaveLength(1 + targets.length + 1);
  const users = lines.slice(1, -1).map((line) => line.split(',10006,,')[1]?.split(',APPLIED')[0]);
  expect(users).toEqual([`'=1+1`, `'@x`, `'-2`, `'+3`, `"a ""b"", c\nd"`, '王']);
  expect(lines[1]).toContain(`,'\tx,`);
});

it('an action on nobody has a row as well', () => {
  expect(csvOf(en, [{ ...action, operation: 'DISMISS_ROOM', targets: [] }]).split('\r\n')[1]).toContain(
    'DISMISS_ROOM,Dismiss a room in room 10006,10006,,,,APPLIED',
  );
});

it.each([
  [0, 'now'],
  [9, 'now'],
  [-30, 'now'],
  [10, '10 sec. ago'],
  [150, '2 min. ago'],
  [7_199, '1 hr. ago'],
  [86_400, 'yesterday'],
  [3 * 86_400, '3 days ago'],
])('%i seconds are %j', (seconds, text) => {
  const now = Date.parse('2026-11-27T08:00:00.000Z');
  expect(agoText('en', new Date(now - seconds * 1000).toISOString(), now)).toBe(text);
});

it.each([
  [0, '0:00'],
  [61, '1:01'],
  [3_599, '59:59'],
  [3_600, '1:00:00'],
  [90_061, '25:01:01'],
])('%i seconds are still %s', (seconds, text) => {
  expect(countdownText(seconds)).toBe(text);
});
