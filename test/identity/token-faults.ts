import { claimFaults, formFaults } from './claim-and-form-faults.js';
import { encoded, jwkOf, pemOf, type SigningKey, signature, signed } from './signed-tokens.js';
import {
  CLAIMS,
  type Fault,
  good,
  KEY_SERVER_SIGNERS,
  P384,
  type Signer,
  STRANGER,
  strangersServer,
} from './signers.js';

/** Headers that would make a careless verifier use a wrong key or algorithm, or none. */
function keyFaults(by: Signer): Fault[] {
  const faults: Fault[] = [];
  const add = (name: string, token: () => string) => faults.push([name, () => `Bearer ${token()}`]);
  const claimed = (header: object) => ({ ...by.header, ...header });

  for (const alg of ['none', 'None', 'NONE', 'nOnE', 'none ', '', null, undefined, 0, ['none'], [by.alg]]) {
    const header = claimed({ alg });
    add(`the algorithm ${JSON.stringify(alg)}, unsigned`, () => `${encoded(header)}.${encoded(CLAIMS)}.`);
    add(`the algorithm ${JSON.stringify(alg)}, rightly signed`, () => signed(header, CLAIMS, by.alg, by.key));
  }
  add('unsigned', () => `${encoded(by.header)}.${encoded(CLAIMS)}.`);
  add("a stranger's key", () => signed(by.header, CLAIMS, by.alg, by.strange));
  add('the algorithm in lower case', () => good(by, CLAIMS, { alg: by.alg.toLowerCase() }));

  const strangers: readonly (readonly [alg: string, key: SigningKey])[] = [
    ['HS256', STRANGER.secret],
    ['HS256', Buffer.alloc(0)],
    ['HS256', Buffer.alloc(32)],
    ['RS256', STRANGER.rsa.privateKey],
    ['PS256', STRANGER.rsa.privateKey],
    ['ES256', STRANGER.p256.privateKey],
    ['ES384', P384.privateKey],
    ['EdDSA', STRANGER.ed25519.privateKey],
  ];
  for (const [index, [alg, key]] of strangers.entries()) {
    add(`${alg} with a stranger's key (${index})`, () => signed(claimed({ alg }), CLAIMS, alg, key));
  }
  add('the key in the header', () => {
    const jwk = jwkOf(STRANGER.rsa);
    return signed(claimed({ alg: 'RS256', jwk }), CLAIMS, 'RS256', STRANGER.rsa.privateKey);
  });
  add('a secret key in the header', () => {
    const jwk = { kty: 'oct', k: STRANGER.secret.toString('base64url') };
    return signed(claimed({ alg: 'HS256', jwk }), CLAIMS, 'HS256', STRANGER.secret);
  });
  for (const name of ['jku', 'x5u']) {
    add(`the address of the key in ${name}`, () => {
      const header = claimed({ alg: 'RS256', kid: 'rsa', [name]: strangersServer.url });
      return signed(header, CLAIMS, 'RS256', STRANGER.rsa.privateKey);
    });
  }
  add('a certificate in x5c', () => {
    const der = STRANGER.rsa.publicKey.export({ type: 'spki', format: 'der' });
    return signed(
      claimed({ alg: 'RS256', x5c: [der.toString('base64')] }),
      CLAIMS,
      'RS256',
      STRANGER.rsa.privateKey,
    );
  });
  for (const kid of [
    '/dev/null',
    '../../../../dev/null',
    "' UNION SELECT ''; --",
    '__proto__',
    7,
    null,
    {},
  ]) {
    add(`HS256 with an empty key and the key id ${JSON.stringify(kid)}`, () =>
      signed({ alg: 'HS256', kid }, CLAIMS, 'HS256', Buffer.alloc(0)),
    );
  }
  for (const crit of [['exp'], ['x'], [], 'x', null, ['b64']]) {
    add(`crit ${JSON.stringify(crit)}, rightly signed`, () => good(by, CLAIMS, { crit, x: true }));
  }
  add('claims that are not encoded, as crit says', () => {
    const text = `${encoded(claimed({ b64: false, crit: ['b64'] }))}.${encoded(CLAIMS)}`;
    return `${text}.${signature(by.alg, text, by.key).toString('base64url')}`;
  });
  return [...faults, ...otherAlgorithms(by)];
}

/** Other algorithms for the same key, or algorithms that would use the public key as a secret. */
function otherAlgorithms({ alg, key, pair, header }: Signer): Fault[] {
  const faults: Fault[] = [];
  const add = (name: string, otherAlg: string, otherKey: SigningKey) =>
    faults.push([name, () => `Bearer ${signed({ ...header, alg: otherAlg }, CLAIMS, otherAlg, otherKey)}`]);
  if (!pair) {
    for (const other of ['HS384', 'HS512']) add(`${other} with the right secret`, other, key);
    return faults;
  }

  if (alg === 'RS256' || alg === 'PS256') {
    for (const other of ['RS384', 'RS512', 'PS384', 'PS512']) add(`${other} with the right key`, other, key);
    const other = alg === 'RS256' ? 'PS256' : 'RS256';
    faults.push([
      `${other} over a signature by ${alg}`,
      () => `Bearer ${signed({ ...header, alg: other }, CLAIMS, alg, key)}`,
    ]);
  }
  if (alg === 'ES256') {
    add('ES384 with the right key', 'ES384', key);
    add('ES512 with the right key', 'ES512', key);
    faults.push([
      'ES256K over a signature by ES256',
      () => `Bearer ${signed({ ...header, alg: 'ES256K' }, CLAIMS, alg, key)}`,
    ]);
    faults.push([
      'a signature over zero points',
      () => `Bearer ${encoded(header)}.${encoded(CLAIMS)}.${Buffer.alloc(64).toString('base64url')}`,
    ]);
  }
  const pem = pemOf(pair);
  const der = pair.publicKey.export({ type: 'spki', format: 'der' });
  const publicForms: Record<string, Buffer> = {
    'the PEM': Buffer.from(pem),
    'the PEM without its last line break': Buffer.from(pem.trimEnd()),
    'the PEM on one line': Buffer.from(pem.replaceAll('\n', '\\n')),
    'the DER': der,
    'the DER in base64': Buffer.from(der.toString('base64')),
    'the JWK': Buffer.from(JSON.stringify(jwkOf(pair))),
    "the JWK's number": Buffer.from(jwkOf(pair).n ?? jwkOf(pair).x ?? '', 'base64url'),
  };
  for (const [form, bytes] of Object.entries(publicForms)) {
    for (const hmac of ['HS256', 'HS512']) add(`${hmac} with ${form} for a secret`, hmac, bytes);
  }
  return faults;
}

/** Further faults, only with the tokens of a key server. */
function keyIdFaults(by: Signer): Fault[] {
  if (!('kid' in by.header)) return [];
  const other = KEY_SERVER_SIGNERS.find(({ header }) => header.kid !== by.header.kid);
  return ['unknown', '', other?.header.kid, 7, null].map((kid) => [
    `the key id ${JSON.stringify(kid)}`,
    () => `Bearer ${good(by, CLAIMS, { kid })}`,
  ]);
}

export function faultsOf(by: Signer): Fault[] {
  return [...formFaults(by), ...claimFaults(by), ...keyFaults(by), ...keyIdFaults(by)];
}
