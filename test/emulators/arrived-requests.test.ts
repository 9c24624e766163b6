import { expect, it } from 'vitest';
import { type ArrivedRequest, ArrivedRequests } from '../../src/emulators/endpoint/arrived-requests.js';

const REQUEST: ArrivedRequest = {
  at: 0,
  action: 'SetUserBlocked',
  region: 'ap-singapore',
  headers: {},
  body: '',
  answeredStatus: 200,
  code: undefined,
  authenticated: true,
  applied: true,
};

it('an emulator remembers the latest 10,000 requests, oldest first', () => {
  const requests = new ArrivedRequests();
  for (let at = 0; at < 25_000; at++) requests.add({ ...REQUEST, at });

  const latest = requests.latest();
  expect(latest).toHaveLength(10_000);
  expect(latest[0]?.at).toBe(15_000);
  expect(latest.at(-1)?.at).toBe(24_999);
});
