import fc, { type Arbitrary } from 'fast-check';
import { describe, it } from 'vitest';
import { check, expectHarmless, withFuzzedGateway } from './fuzzed-gateway.js';
import { ADD, mostly, SET_STATE, strange, value } from './random-values.js';

withFuzzedGateway();

const mediaStateInput = fc
  .tuple(
    fc.record(
      {
        sdkAppId: mostly(1400188366),
        roomId: mostly(10006),
        userId: mostly('29376'),
        state: mostly('AUDIO_DISABLED'),
        region: mostly('AP_BEIJING'),
        reason: value,
        idempotencyKey: fc.oneof(fc.constantFrom('a', 'b'), value),
      },
      { requiredKeys: ['roomId', 'userId', 'state'] },
    ),
    fc.option(strange, { nil: {}, freq: 5 }),
  )
  .map(([input, more]) => ({ ...input, ...more }));
const extension = fc.oneof(value, fc.dictionary(fc.string(), fc.string()), strange);
const blacklistUser = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record(
      { userId: fc.oneof(fc.bigInt({ min: 0n, max: 2n ** 63n }).map(String), value), ext: extension },
      { requiredKeys: ['userId'] },
    ),
  },
  { weight: 1, arbitrary: value },
);
const blacklistInput = fc.record(
  {
    appId: mostly(123456),
    userId: mostly('10001'),
    inboxType: mostly(0),
    users: fc.oneof(
      { weight: 6, arbitrary: fc.array(blacklistUser, { maxLength: 25 }) },
      { weight: 1, arbitrary: value },
    ),
    reason: value,
    idempotencyKey: value,
  },
  { requiredKeys: ['userId', 'users'] },
);

describe('random variables', () => {
  it.each<readonly [string, string, Arbitrary<unknown>]>([
    ['setUserMediaState', SET_STATE, mediaStateInput],
    ['addToBlacklist', ADD, blacklistInput],
    ['either, by anything', SET_STATE, value],
  ])('of %s do no harm', async (_name, query, inputs) => {
    await check(
      inputs,
      (input) => expectHarmless({ body: JSON.stringify({ query, variables: { input } }) }),
      250,
    );
  });
});

describe('random bodies', () => {
  const contentType = fc.oneof(
    fc.constantFrom(
      'application/json',
      'application/json; charset=utf-16',
      'application/graphql',
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
      '',
      ';',
      'application/json;charset',
    ),
    fc.string({ maxLength: 40 }).map((text) => text.replaceAll(/[^ -~]/g, '')),
  );
  const query = fc.oneof(fc.constantFrom<unknown>('{ viewer { subject } }', SET_STATE, ''), value);
  const record = fc.record(
    { query, variables: value, operationName: value, extensions: value, id: value },
    { requiredKeys: [] },
  );
  const body = fc.oneof(
    fc.oneof(record, fc.array(record, { maxLength: 3 })).map((json) => Buffer.from(JSON.stringify(json))),
    fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom(
        '{"query":',
        '{"__proto__":{"query":"{ vendors }"}}',
        `${'['.repeat(50_000)}`,
        '{"query":1e999}',
      )
      .map((text) => Buffer.from(text)),
  );

  it('do no harm with any content type', async () => {
    const asked = fc.record({
      body,
      type: fc.oneof(
        { weight: 3, arbitrary: fc.constant('application/json') },
        { weight: 1, arbitrary: contentType },
      ),
    });
    await check(asked, ({ body, type }) => expectHarmless({ body, headers: { 'content-type': type } }), 250);
  });
});
