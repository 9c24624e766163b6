import { createRequire } from 'node:module';
import fc from 'fast-check';
import type sdkSign from 'tencentcloud-sdk-nodejs-common/tencentcloud/common/sign.js';
import { describe, expect, it } from 'vitest';
import { deriveTc3SigningKey, signTc3, tc3Date } from '../../../src/vendors/trtc/signature.js';
import vectors from '../../vectors/tc3-hmac-sha256.json' with { type: 'json' };

// Vitest and Node disagree about the default export of a CommonJS module. `require` avoids that.
const sdk: typeof sdkSign = createRequire(import.meta.url)(
  'tencentcloud-sdk-nodejs-common/tencentcloud/common/sign.js',
);

describe('the TC3-HMAC-SHA256 signature of TRTC', () => {
  it.each(vectors)('has every intermediate string of the source: $source', ({ input, expected }) => {
    const signingKey = deriveTc3SigningKey(input.secretKey, tc3Date(input.timestampSeconds), input.service);
    const signedHeaders: Record<string, string> = { ...input.signedHeaders };
    expect(signTc3({ ...input, signedHeaders, signingKey })).toEqual(expected);
  });

  it('equals the signature of the vendor’s own signer', () => {
    const token = fc.stringMatching(/^[A-Za-z0-9]{1,40}$/);
    const request = fc.record({
      method: fc.constantFrom('GET', 'POST'),
      host: fc.domain(),
      service: fc.stringMatching(/^[a-z][a-z0-9]{0,15}$/),
      query: fc.webQueryParameters(),
      contentType: fc.constantFrom('application/json', 'application/json; charset=utf-8', 'text/plain'),
      body: fc.oneof(fc.string({ unit: 'grapheme' }).map(Buffer.from), fc.uint8Array().map(Buffer.from)),
      timestampSeconds: fc.integer({ min: 0, max: 4_102_444_800 }),
      secretId: token,
      secretKey: token,
    });

    fc.assert(
      fc.property(request, (r) => {
        const url = new URL(`http://${r.host}/?${r.query}`);
        const signingKey = deriveTc3SigningKey(r.secretKey, tc3Date(r.timestampSeconds), r.service);
        const { authorization } = signTc3({
          method: r.method,
          service: r.service,
          query: url.search.slice(1),
          signedHeaders: { host: url.hostname, 'content-type': r.contentType },
          body: r.body,
          timestampSeconds: r.timestampSeconds,
          secretId: r.secretId,
          signingKey,
        });
        const theirs = sdk.default.sign3({
          method: r.method,
          url: url.href,
          payload: r.body,
          timestamp: r.timestampSeconds,
          service: r.service,
          secretId: r.secretId,
          secretKey: r.secretKey,
          multipart: false,
          boundary: '',
          headers: { 'Content-Type': r.contentType },
        });
        expect(authorization).toBe(theirs);
      }),
      { numRuns: 300 },
    );
  });

  it('has the UTC date of the request, up to the last second of a day', () => {
    expect(tc3Date(Date.UTC(2024, 1, 29, 23, 59, 59) / 1000)).toBe('2024-02-29');
    expect(tc3Date(Date.UTC(2024, 2, 1) / 1000)).toBe('2024-03-01');
  });

  it('trims and lower-cases header values, and does not depend on the order of names', () => {
    const request = {
      method: 'POST',
      service: 'trtc',
      query: '',
      body: '{}',
      timestampSeconds: 1_551_113_065,
      secretId: 'id',
      signingKey: deriveTc3SigningKey('key', '2019-02-25', 'trtc'),
    };
    const tidy = { 'content-type': 'application/json', host: 'h', 'x-tc-action': 'setuserblocked' };
    const untidy = { 'x-tc-action': ' SetUserBlocked ', host: 'H', 'content-type': 'application/JSON' };
    expect(signTc3({ ...request, signedHeaders: untidy })).toEqual(
      signTc3({ ...request, signedHeaders: tidy }),
    );
  });

  it.each([
    [0, '1970-01-01'],
    [1_700_000_000.9, '2023-11-14'],
    [253_402_300_799, '9999-12-31'],
    [253_402_300_800, '9999-12-31'],
    [8.64e12, '9999-12-31'],
    [8.64e12 + 1, '9999-12-31'],
    [Number.MAX_VALUE, '9999-12-31'],
    [Number.POSITIVE_INFINITY, '9999-12-31'],
    [-1, '1970-01-01'],
    [-8.64e12, '1970-01-01'],
    [Number.NEGATIVE_INFINITY, '1970-01-01'],
    [Number.NaN, '1970-01-01'],
  ])('has a date and a key for any clock: %d', (timestampSeconds, date) => {
    expect(tc3Date(timestampSeconds)).toBe(date);
    const signingKey = deriveTc3SigningKey('secret', date, 'trtc');
    const signedHeaders = { 'content-type': 'application/json', host: 'example.com' };
    const request = { method: 'POST', service: 'trtc', query: '', signedHeaders, body: '{}', secretId: 'id' };
    const { authorization } = signTc3({ ...request, timestampSeconds, signingKey });
    expect(authorization).toContain(`Credential=id/${date}/trtc/tc3_request,`);
  });
});
