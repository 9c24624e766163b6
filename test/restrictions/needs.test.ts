import { describe, expect, it } from 'vitest';
import { needOf } from '../../src/restrictions/needs.js';
import type { GivenInstruction } from '../../src/restrictions/person-media.js';
import { calledAt, instruction, person, T } from './known-people.js';

const muted = instruction({ audio: 'DISABLED' });

describe('whom something must be set for again', () => {
  it('are anchors who came since the last call, and nobody else', () => {
    expect(needOf(person([muted], { cameAt: 100 }))).toMatchObject({
      causedBy: 'restriction',
      set: { audio: 'DISABLED' },
      urgency: 'came',
      violated: [],
    });
    expect(needOf(person([muted], { cameAt: 100 }, calledAt(99)))).toBeDefined();
    expect(needOf(person([muted], { cameAt: 100 }, calledAt(100)))).toBeUndefined();
    expect(needOf(person([muted], { cameAt: 100, role: 'AUDIENCE' }))).toBeUndefined();
    expect(needOf({ ...person([muted], { cameAt: 100 }), roster: undefined })).toBeUndefined();
  });

  it('are those who publish first', () => {
    expect(needOf(person([muted], { cameAt: 100, video: 200 }))).toMatchObject({ urgency: 'publishes' });
  });

  it('are not those who began to publish up to two seconds after the answer: the call has ended that', () => {
    expect(needOf(person([muted], { audio: 2_020 }, calledAt(0)))).toBeUndefined();
    expect(needOf(person([muted], { audio: 2_021 }, calledAt(0)))).toMatchObject({
      violated: ['restriction'],
    });
  });

  it('are not judged by when an event comes, but by when it happened', () => {
    const late = person([muted], { audio: 500 }, calledAt(1_000));
    expect(needOf({ ...late, now: T + 3_600_000 })).toBeUndefined();
  });

  it('are those who publish what is disabled for a time, also over another network or as another role', () => {
    const timed = instruction({ audio: 'DISABLED', enforced: false });
    const told = { cameAt: 60_000, audio: 120_000 };
    const stayed = { ...calledAt(1_000), leftAt: T };
    expect(needOf(person([timed], told, stayed))).toMatchObject({
      set: { audio: 'DISABLED' },
      violated: ['restriction'],
    });
    expect(needOf(person([timed], { cameAt: 60_000 }, stayed))).toBeUndefined();
  });

  it('are not those who left and came back, where it is set once', () => {
    const timed = instruction({ audio: 'DISABLED', enforced: false });
    // Within the seconds by which clocks may differ, what was sent still counts as sent in this stay.
    const back = { ...calledAt(1_000), leftAt: T + 5_000 };
    expect(needOf(person([timed], { cameAt: 6_000, audio: 7_000 }, back))).toBeUndefined();
  });

  it('are called once more, without a violation, where the clock of the vendor is not known', () => {
    const unknown = { ...calledAt(0), answeredAt: undefined };
    expect(needOf(person([muted], { audio: 5_000 }, unknown))).toMatchObject({ violated: [] });
  });

  it('are not those who publish the other medium', () => {
    expect(needOf(person([muted], { video: 9_000 }, calledAt(0)))).toBeUndefined();
  });

  it('are those who share their screen while video is disabled, which is no violation', () => {
    const video = instruction({ video: 'DISABLED' });
    const called = calledAt(0, { audio: 'ENABLED', video: 'DISABLED' });
    expect(needOf(person([video], { screen: 9_000 }, called))).toMatchObject({
      set: { video: 'DISABLED' },
      violated: [],
    });
  });

  it('are those whose last call was for something else', () => {
    expect(needOf(person([muted], {}, calledAt(0, { audio: 'ENABLED', video: 'ENABLED' })))).toBeDefined();
  });

  it.each<[string, GivenInstruction]>([
    ['only timed', instruction({ audio: 'DISABLED', enforced: false })],
    ['lifted', instruction({ audio: 'DISABLED', over: true, endedHow: 'LIFTED' })],
    ['refused', instruction({ audio: 'DISABLED', revoked: true, refused: true })],
    ['pending still', instruction({ audio: 'DISABLED', pending: true })],
    ["the room's, which leaves them out", instruction({ audio: 'DISABLED', ofRoom: true, excepted: true })],
    ['an unmute', instruction({ audio: 'ENABLED' })],
  ])('are not those on whom what was asked is %s', (_, own) => {
    expect(needOf(person([own], { cameAt: 100 }))).toBeUndefined();
  });

  it('are those whom an instruction on the room covers, unless one of their own enables the medium for a time', () => {
    const rooms = instruction({ actionId: 'room', audio: 'DISABLED', ofRoom: true });
    const own = instruction({ actionId: 'own', audio: 'ENABLED', enforced: false });
    expect(needOf(person([rooms], { cameAt: 100 }))).toMatchObject({ causedBy: 'room' });
    expect(needOf(person([own, rooms], { cameAt: 100 }))).toBeUndefined();
  });

  it('are those who come back with what was set for them and is over', () => {
    const over = instruction({ audio: 'DISABLED', over: true, endedHow: 'EXPIRED', outlived: true });
    const away = { sentEver: { audio: 'DISABLED' } as const, seenTo: T };
    expect(needOf(person([over], { cameAt: 100 }, away))).toMatchObject({
      causedBy: 'restriction',
      set: { audio: 'ENABLED' },
    });
    // What was plainly set is forgotten, and nothing is sent for that.
    const plain = instruction({ audio: 'DISABLED', timed: false, enforced: false, over: true });
    expect(needOf(person([plain], { cameAt: 100 }, away))).toBeUndefined();
  });

  it('are asked for by what disables, also where something else is over', () => {
    const over = instruction({
      actionId: 'over',
      audio: 'DISABLED',
      enforced: false,
      over: true,
      endedHow: 'EXPIRED',
    });
    const video = instruction({ actionId: 'video', video: 'DISABLED' });
    const away = { sentEver: { audio: 'DISABLED' } as const, seenTo: T };
    expect(needOf(person([over, video], { cameAt: 100 }, away))).toMatchObject({
      causedBy: 'video',
      set: { audio: 'ENABLED', video: 'DISABLED' },
    });
  });

  it('are not asked for again by what a call has taken in since they were read', () => {
    const read = person([muted], { cameAt: 100 });
    const sent = { audio: 'DISABLED', video: 'ENABLED' } as const;
    expect(needOf(read, sent, { seenTo: T + 100, answeredAt: T + 120 })).toBeUndefined();
    expect(needOf(read, sent, undefined)).toBeDefined();
  });
});
