import { Signer } from '@volcengine/openapi';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalQuery,
  deriveVolcengineSigningKey,
  sha256Hex,
  signVolcengine,
  volcengineXDate,
} from '../../../src/vendors/volcengine/signature.js';
import vectors from '../../vectors/volcengine-hmac-sha256.json' with { type: 'json' };

describe('the HMAC-SHA256 signature of Volcengine', () => {
  it.each(vectors)('has every intermediate string of the source: $source', ({ input, expected }) => {
    const { signingKeyHex, ...strings } = expected;
    const date = input.xDate.slice(0, 8);
    const signingKey = deriveVolcengineSigningKey(input.secretAccessKey, date, input.region, input.service);
    const signedHeaders: Record<string, string> = { ...input.signedHeaders };
    const query = Object.fromEntries(new URLSearchParams(input.query));
    expect(signingKey.toString('hex')).toBe(signingKeyHex);
    expect(signVolcengine({ ...input, query, signedHeaders, signingKey })).toEqual(strings);
  });

  it('equals the signature of the vendor’s own signer', () => {
    const token = fc.stringMatching(/^[A-Za-z0-9=]{1,40}$/);
    // The vendor's signer sorts by inserting into an object, which moves integer-like names to the front.
    const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((s) => !/^\d+$|^__proto__$/.test(s));
    const request = fc.record({
      method: fc.constantFrom('GET', 'POST'),
      path: fc.constantFrom('/', '/v1/users'),
      region: fc.constantFrom('cn-north-1', 'cn-beijing'),
      service: fc.stringMatching(/^[a-z]{1,10}$/),
      query: fc.dictionary(name, fc.string({ unit: 'grapheme' }), { noNullPrototype: true }),
      host: fc.domain(),
      body: fc.string({ unit: 'grapheme', minLength: 1 }),
      at: fc.date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
      accessKeyId: token,
      secretAccessKey: token,
      sessionToken: fc.option(token, { nil: undefined }),
    });

    fc.assert(
      fc.property(request, (r) => {
        const xDate = volcengineXDate(r.at.getTime());
        const { authorization } = signVolcengine({
          ...r,
          xDate,
          signedHeaders: {
            'x-date': xDate,
            host: r.host,
            'x-content-sha256': sha256Hex(r.body),
            ...(r.sessionToken !== undefined && { 'x-security-token': r.sessionToken }),
          },
          signingKey: deriveVolcengineSigningKey(r.secretAccessKey, xDate.slice(0, 8), r.region, r.service),
        });
        const theirs = {
          method: r.method,
          pathname: r.path,
          region: r.region,
          params: r.query,
          headers: { Host: r.host } as Record<string, string>,
          body: r.body,
        };
        const { accessKeyId, secretAccessKey: secretKey, sessionToken } = r;
        new Signer(theirs, r.service).addAuthorization(
          { accessKeyId, secretKey, ...(sessionToken !== undefined && { sessionToken }) },
          r.at,
        );
        expect(authorization).toBe(theirs.headers.Authorization);
      }),
      { numRuns: 300 },
    );
  });

  it('writes the time in UTC without fractions', () => {
    expect(volcengineXDate(Date.UTC(2024, 0, 2, 3, 4, 5, 999))).toBe('20240102T030405Z');
  });

  it.each([
    [0, '19700101T000000Z'],
    [253_402_300_799_999, '99991231T235959Z'],
    [253_402_300_800_000, '99991231T235959Z'],
    [8.64e15, '99991231T235959Z'],
    [8.64e15 + 1_000, '99991231T235959Z'],
    [Number.MAX_VALUE, '99991231T235959Z'],
    [Number.POSITIVE_INFINITY, '99991231T235959Z'],
    [-1, '19700101T000000Z'],
    [-8.64e15, '19700101T000000Z'],
    [Number.NEGATIVE_INFINITY, '19700101T000000Z'],
    [Number.NaN, '19700101T000000Z'],
  ])('writes a time for any clock: %d', (epochMs, xDate) => {
    expect(volcengineXDate(epochMs)).toBe(xDate);
  });

  it('encodes a query by RFC 3986, sorted by name', () => {
    expect(canonicalQuery({ b: "a b!'()*~", a: '中', B: '/', c: '' })).toBe(
      'B=%2F&a=%E4%B8%AD&b=a%20b%21%27%28%29%2A~&c=',
    );
  });
});
