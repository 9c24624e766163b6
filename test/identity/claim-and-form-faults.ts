import { encoded, signed } from './signed-tokens.js';
import { AUDIENCE, CLAIMS, DAY, type Fault, good, ISSUER, NOW, type Signer, TOLERANCE } from './signers.js';

/** Tokens with a valid signature and wrong claims. */
export function claimFaults(by: Signer): Fault[] {
  const cases: Record<string, object> = {
    'expired as long ago as is not tolerated any more': { exp: NOW - TOLERANCE },
    'expired a year ago': { exp: NOW - 365 * DAY },
    'expired in 1970': { exp: 0 },
    'a negative expiry': { exp: -1 },
    'not yet valid': { nbf: NOW + TOLERANCE + 1 },
    'valid in an hour': { nbf: NOW + 3600, exp: NOW + 7200 },
    'a start that is no number': { nbf: 'yesterday' },
    'issued at no number': { iat: 'yesterday' },
    'no expiry': { exp: undefined },
    'an expiry of null': { exp: null },
    'an expiry of text': { exp: String(NOW + 3600) },
    'an expiry in a list': { exp: [NOW + 3600] },
    'an expiry of true': { exp: true },
    'valid for more than a day': { exp: NOW + DAY + TOLERANCE + 1 },
    'valid for ever': { exp: 1e300 },
    'no subject': { sub: undefined },
    'an empty subject': { sub: '' },
    'a subject of null': { sub: null },
    'a subject that is a number': { sub: 7 },
    'a subject in a list': { sub: ['someone'] },
    'a subject in an object': { sub: { name: 'someone' } },
    'no issuer': { iss: undefined },
    'another issuer': { iss: 'https://other.example.com/' },
    'an empty issuer': { iss: '' },
    'an issuer that begins like the right one': { iss: `${ISSUER}other` },
    'an issuer without the last character': { iss: ISSUER.slice(0, -1) },
    'an issuer in other case': { iss: ISSUER.toUpperCase() },
    'the issuer in a list': { iss: [ISSUER] },
    'no audience': { aud: undefined },
    'another audience': { aud: 'other-gateway' },
    'an empty audience': { aud: '' },
    'an empty list of audiences': { aud: [] },
    'other audiences': { aud: ['other-gateway', `${AUDIENCE} `] },
    'the audience in an object': { aud: { [AUDIENCE]: true } },
  };
  return Object.entries(cases).map(([name, claims]) => [name, () => bearer({ ...CLAIMS, ...claims })]);

  function bearer(claims: object) {
    return `Bearer ${good(by, claims)}`;
  }
}

/** Text that is no token, or a good token in the wrong place. */
export function formFaults(by: Signer): Fault[] {
  const token = good(by);
  const [header = '', claims = '', mark = ''] = token.split('.');
  const flipped = `${mark[0] === 'A' ? 'B' : 'A'}${mark.slice(1)}`;
  const tampered = encoded({ ...CLAIMS, sub: 'somebody-else' });
  const resigned = (header: unknown, claims: unknown) => signed(header, claims, by.alg, by.key);
  const headers: Record<string, string | undefined> = {
    'no header': undefined,
    'an empty header': '',
    'a scheme alone': 'Bearer',
    'a scheme and a space': 'Bearer ',
    'no scheme': token,
    'the scheme Basic': `Basic ${Buffer.from(`someone:${token}`).toString('base64')}`,
    'the scheme Token': `Token ${token}`,
    'a scheme that begins like the right one': `Bearers ${token}`,
    'a scheme and a tab': `Bearer\t${token}`,
    'a scheme and an equals sign': `Bearer=${token}`,
    'two schemes': `Bearer Bearer ${token}`,
    'two tokens': `Bearer ${token} ${token}`,
    'a list of credentials': `Bearer ${token}, Bearer ${token}`,
    'a token in quotes': `Bearer "${token}"`,
    'a token with something after it': `Bearer ${token};x`,
    'a word': 'Bearer token',
    null: 'Bearer null',
    'two points': 'Bearer ..',
    'two parts': `Bearer ${header}.${claims}`,
    'four parts': `Bearer ${token}.${mark}`,
    'five parts': `Bearer ${header}.${mark}.${claims}.${mark}.${mark}`,
    'no header part': `Bearer .${claims}.${mark}`,
    'no claims': `Bearer ${header}..${mark}`,
    'no signature': `Bearer ${header}.${claims}.`,
    'characters of another alphabet': `Bearer ${header}.${claims}~.${mark}`,
    'a header that is no JSON': `Bearer ${resigned('{"alg"', CLAIMS)}`,
    'a header of null': `Bearer ${resigned(null, CLAIMS)}`,
    'a header that is a list': `Bearer ${resigned([by.header], CLAIMS)}`,
    'a header that is text': `Bearer ${resigned(JSON.stringify('header'), CLAIMS)}`,
    'an empty header part': `Bearer ${resigned({}, CLAIMS)}`,
    'claims that are no JSON': `Bearer ${resigned(by.header, '{"sub":"someone"')}`,
    'claims of null': `Bearer ${resigned(by.header, null)}`,
    'claims in a list': `Bearer ${resigned(by.header, [CLAIMS])}`,
    'claims that are text': `Bearer ${resigned(by.header, JSON.stringify('someone'))}`,
    'claims that are a number': `Bearer ${resigned(by.header, 7)}`,
    'no claim': `Bearer ${resigned(by.header, {})}`,
    'other claims under the same signature': `Bearer ${header}.${tampered}.${mark}`,
    'another header under the same signature': `Bearer ${encoded({ ...by.header, typ: 'x' })}.${claims}.${mark}`,
    'another signature': `Bearer ${header}.${claims}.${flipped}`,
    'half a signature': `Bearer ${header}.${claims}.${mark.slice(0, mark.length / 2)}`,
    'a longer signature': `Bearer ${header}.${claims}.${mark}${mark}`,
    'a signature of zeros': `Bearer ${header}.${claims}.${'A'.repeat(mark.length)}`,
    "another token's signature": `Bearer ${header}.${claims}.${good(by, { ...CLAIMS, sub: 'x' }).split('.')[2]}`,
    'more than 8 KB': `Bearer ${good(by, { ...CLAIMS, pad: 'x'.repeat(6_200) })}`,
    'nearly 16 KB': `Bearer ${good(by, { ...CLAIMS, pad: 'x'.repeat(11_000) })}`,
  };
  return Object.entries(headers).map(([name, authorization]) => [name, () => authorization]);
}
