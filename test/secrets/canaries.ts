import { newEcKeys, signed } from '../identity/signed-tokens.js';

/** Each secret has characters that JSON, URLs and base64 encode differently. */
export const SECRETS = {
  TRTC_SECRET_KEY: 'Canary/of+the=TRTC~key"0',
  TRTC_SESSION_TOKEN: 'Canary/of+the=TRTC~session"1',
  VOLC_SECRET_ACCESS_KEY: 'Canary/of+the=Volcengine~key"2',
  VOLC_SESSION_TOKEN: 'Canary/of+the=Volcengine~session"3',
  AUTH_JWT_SECRET: 'Canary/of+the=keys~for"tokens, of 32 bytes or more 4',
};
/** Not secret, but clients must not see them. */
export const IDS = {
  TRTC_SECRET_ID: 'AKIDCanaryOfTheTrtcId5',
  VOLC_ACCESS_KEY_ID: 'AKLTCanaryOfTheVolcengineId6',
};
export const WRONG = { key: 'Canary/of+a=wrong~key"7', id: 'AKLTCanaryOfAWrongId8' };
const APPLICATIONS = { TRTC_SDK_APP_IDS: '1400188366', VOLC_APP_IDS: '123456' };
export const CREDENTIALS = { ...SECRETS, ...IDS, ...APPLICATIONS };

function tokenFor(sub: string, claims: object = {}, secret = SECRETS.AUTH_JWT_SECRET): string {
  const grants = { scope: 'moderation:media moderation:blacklist moderation:audit', rooms: '*' };
  const all = { sub, exp: Math.floor(Date.now() / 1000) + 3600, ...grants, ...claims };
  return signed({ alg: 'HS256' }, all, 'HS256', Buffer.from(secret));
}

export const ADMIN = tokenFor('admin');
/** Tokens that are refused, each for a different reason. */
export const BAD_CREDENTIALS = {
  expired: `Bearer ${tokenFor('expired', { exp: 1 })}`,
  'of another key': `Bearer ${tokenFor('another', {}, WRONG.key)}`,
  'of another algorithm': `Bearer ${signed({ alg: 'HS512' }, { sub: 'x' }, 'HS512', Buffer.from('x'))}`,
  'too long': `Bearer ${tokenFor('long', { pad: 'x'.repeat(7_000) })}`,
  'no token': 'Bearer CanaryOfATokenThatIsNone9',
  'with a comma': `Bearer ${ADMIN}, Bearer ${ADMIN}`,
  'of another scheme': `Basic ${Buffer.from('someone:CanaryOfAPassword10').toString('base64')}`,
};
export const PRIVATE_KEY = newEcKeys().privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** The texts that must not appear anywhere. A token's parts count too: its signature alone identifies it. */
export const CANARIES = [
  ...Object.values(SECRETS),
  ...Object.values(WRONG),
  ...[ADMIN, ...Object.values(BAD_CREDENTIALS)].flatMap((text) => text.split(/[ .,]/).slice(1)),
  ADMIN,
  'CanaryOfAPassword10',
  ...PRIVATE_KEY.split('\n').slice(1, 3),
].filter((canary) => canary.length >= 16 || canary.includes('Canary'));

/** Forms in which a text could be overlooked: JSON, URLs, base64 at any offset, hex, a list of bytes. */
export function formsOf(canary: string): string[] {
  const bytes = Buffer.from(canary);
  const inBase64 = [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const [first, last] = [Math.ceil((offset * 8) / 6), Math.floor((padded.length * 8) / 6)];
    return [padded.toString('base64'), padded.toString('base64url')].map((text) => text.slice(first, last));
  });
  return [
    canary,
    JSON.stringify(canary).slice(1, -1),
    encodeURIComponent(canary),
    bytes.toString('hex'),
    [...bytes].join(','),
    ...inBase64,
  ];
}

/** The place of a canary in the text, with the text around it. Undefined if there is none. */
export function leakIn(text: string, canaries: readonly string[]): string | undefined {
  for (const form of canaries.flatMap(formsOf)) {
    const at = text.indexOf(form);
    if (at >= 0) return text.slice(Math.max(0, at - 200), at + form.length + 50);
  }
  return undefined;
}
