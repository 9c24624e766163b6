import { expect, it } from 'vitest';
import { filterOf } from '../../examples/console/src/actions/action-filter.js';
import { addressIn } from '../../examples/console/src/address.js';

const NOW = new Date(2026, 2, 1, 13, 30);
const filter = (query: string) => filterOf(new URLSearchParams(query), NOW);

it.each([
  ['', {}],
  ['person=alice', { targetUserId: 'alice' }],
  ['person=+&actor=', {}],
  [
    'actor=admin&kind=REMOVE_FROM_ROOM&status=REFUSED',
    { actor: 'admin', operation: ['REMOVE_FROM_ROOM'], status: ['REFUSED'] },
  ],
  ['by=gateway', { automatic: true }],
  ['by=people', { automatic: false }],
  ['room=10006', { roomId: 10006 }],
  ['room=%22123%22', { strRoomId: '123' }],
  ['room=stage', { strRoomId: 'stage' }],
  ['time=today', { from: new Date(2026, 2, 1).toISOString() }],
  ['time=yesterday', { from: new Date(2026, 1, 28).toISOString(), to: new Date(2026, 2, 1).toISOString() }],
  ['time=week', { from: new Date(2026, 1, 23).toISOString() }],
  ['time=dates&from=2026-01-02T03:04', { from: new Date(2026, 0, 2, 3, 4).toISOString() }],
  ['time=dates&from=nonsense&to=', {}],
  ['from=2026-01-02T03:04', {}],
])('the address %j asks for %j', (query, expected) => {
  expect(filter(query)).toEqual(expected);
});

it('an address names a view and what it shows', () => {
  const { view, params } = addressIn('#person?id=a%26b%3Fc&time=today');
  expect([view, params.get('id'), params.get('time')]).toEqual(['person', 'a&b?c', 'today']);
  expect(addressIn('').view).toBe('rooms');
  expect(addressIn('#nowhere?x=1').view).toBe('rooms');
});
