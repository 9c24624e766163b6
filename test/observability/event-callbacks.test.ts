import { expect, it } from 'vitest';
import { APP, CALLBACK_KEY, callbackBody, report, sendCallback, signOf } from '../events/callbacks.js';
import { startTestSandbox } from '../sandbox-gateway.js';
import { startOtlpReceiver } from './otlp-receiver.js';
import { sampleValue, scrape } from './scrape.js';

it('counts events by application, type and result, and measures how late they come', async () => {
  const sandbox = await startTestSandbox({
    METRICS_PORT: '0',
    TRTC_CALLBACK_KEYS: `${APP}:${CALLBACK_KEY}`,
  });
  try {
    const application = String(APP);
    const before = await scrape(sandbox);
    const unread = { application, type: 'unread' };
    // `increase` misses the first of a series that did not exist, and NoEvents needs the series after a restart.
    for (const result of ['malformed', 'unsigned', 'too-large', 'too-many']) {
      expect(sampleValue(before, 'gateway_events_total', { ...unread, result })).toBe(0);
    }
    for (const result of ['stored', 'repeat', 'beyond-limit', 'unavailable']) {
      for (const type of ['entered', 'left', 'audio-started', 'other']) {
        expect(sampleValue(before, 'gateway_events_total', { application, type, result })).toBe(0);
      }
    }

    const enter = callbackBody(103, { RoomId: 1, EventMsTs: Date.now() - 90_000, UserId: 'anna', Role: 20 });
    await sendCallback(sandbox.url, enter);
    await sendCallback(sandbox.url, enter);
    await sendCallback(sandbox.url, enter, { sign: signOf(enter, 'another') });
    await sendCallback(sandbox.url, enter, { sign: null });
    await sendCallback(sandbox.url, 'nonsense');
    await sendCallback(sandbox.url, ' '.repeat(70_000));
    await report(sandbox.url, 999, { RoomId: 1, EventMsTs: Date.now() });

    const samples = await scrape(sandbox);
    const count = (type: string, result: string) =>
      sampleValue(samples, 'gateway_events_total', { application, type, result });
    expect(count('entered', 'stored')).toBe(1);
    expect(count('entered', 'repeat')).toBe(1);
    expect(count('other', 'stored')).toBe(1);
    expect(count('unread', 'unsigned')).toBe(2);
    expect(count('unread', 'malformed')).toBe(1);
    expect(count('unread', 'too-large')).toBe(1);
    expect(sampleValue(samples, 'gateway_event_lag_seconds_count')).toBe(3);
    expect(sampleValue(samples, 'gateway_event_lag_seconds_bucket', { le: '60' })).toBe(1);
    expect(sampleValue(samples, 'gateway_http_requests_total', { route: '/callbacks', status: '401' })).toBe(
      2,
    );
    expect(sampleValue(samples, 'gateway_roster_people')).toBeGreaterThanOrEqual(0);
  } finally {
    await sandbox.close();
  }
});

it('traces a callback with the event that it brought, and without its room and user', async () => {
  const receiver = await startOtlpReceiver();
  const sandbox = await startTestSandbox({
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    TRTC_CALLBACK_KEYS: `${APP}:${CALLBACK_KEY}`,
  });
  await report(sandbox.url, 103, {
    RoomId: 'hidden-room',
    EventMsTs: Date.now(),
    UserId: 'hidden-user',
    Role: 20,
  });
  await sandbox.close();
  await receiver.close();
  const request = receiver.spans.find(({ name }) => name === 'POST /callbacks');
  const event = receiver.spans.find(({ name }) => name === 'event');
  expect(request?.attributes).toMatchObject({ 'http.route': '/callbacks', 'http.response.status_code': 200 });
  expect(event?.parentSpanId).toBe(request?.spanId);
  expect(event?.attributes).toMatchObject({ 'event.kind': 'entered', 'event.result': 'stored' });
  expect(JSON.stringify(receiver.spans.map(({ attributes }) => attributes))).not.toContain('hidden');
});
