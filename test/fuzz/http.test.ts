import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admin, check, expectHarmlessBytes, withFuzzedGateway } from './fuzzed-gateway.js';
import { SET_STATE } from './random-values.js';

withFuzzedGateway();

/** Half a surrogate pair has no encoding. */
const wellFormed = (text: string) => Buffer.from(text).toString();

/** Printable bytes and the bytes above them: what a header's value may have. */
const headerValue = fc.oneof(
  fc.constantFrom(
    '',
    '*',
    '*/*',
    'text/html',
    'application/json',
    'gzip;q=x',
    'https://evil.example.com',
    '[',
    'a b',
    ':',
    '127.0.0.1:99999',
    '::1',
    'null',
    '0',
    '-1',
    'x'.repeat(3_000),
  ),
  fc.string({ maxLength: 40 }).map((text) => text.replaceAll(/[^ -~]/g, '')),
  fc
    .array(fc.integer({ min: 128, max: 255 }), { maxLength: 20 })
    .map((codes) => String.fromCharCode(...codes)),
);
const headerName = fc.constantFrom(
  'Host',
  'Accept',
  'Accept-Encoding',
  'Accept-Language',
  'Origin',
  'Cookie',
  'Referer',
  'Range',
  'Expect',
  'If-None-Match',
  'Access-Control-Request-Method',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-Forwarded-Proto',
  'X-HTTP-Method-Override',
  'Apollo-Require-Preflight',
  'X-Apollo-Operation-Name',
  'Content-Type',
  'Content-Encoding',
  'Sec-Fetch-Site',
  'Upgrade',
  'TE',
  'traceparent',
  '__proto__',
  'constructor',
);
const headers = fc.array(fc.tuple(headerName, headerValue), { maxLength: 5 });

function bytesOf(
  method: string,
  target: string,
  headers: readonly (readonly [string, string])[],
  body = '',
): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const length = body === '' ? '' : `Content-Length: ${Buffer.byteLength(body, 'latin1')}\r\n`;
  const rest = `Authorization: Bearer ${admin}\r\nConnection: close\r\n${length}\r\n${body}`;
  return Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines}${rest}`, 'latin1');
}

const VIEWER_BY_GET = `/graphql?query=${encodeURIComponent('{ viewer { subject } }')}`;

describe('random HTTP', () => {
  it('with any headers does no harm', async () => {
    const host = fc.tuple(
      fc.constant('Host'),
      fc.oneof({ weight: 3, arbitrary: fc.constant('gateway') }, { weight: 1, arbitrary: headerValue }),
    );
    const asked = fc.tuple(host, headers, fc.boolean());
    await check(
      asked,
      ([host, headers, get]) => {
        const all = [host, ...headers];
        return expectHarmlessBytes(
          get
            ? bytesOf('GET', VIEWER_BY_GET, [...all, ['Apollo-Require-Preflight', '1']])
            : bytesOf(
                'POST',
                '/graphql',
                [...all, ['Content-Type', 'application/json']],
                '{"query":"{ viewer { subject } }"}',
              ),
        );
      },
      300,
    );
  });

  it('with any method, path and query does no harm', async () => {
    const method = fc.constantFrom(
      'GET',
      'GET',
      'POST',
      'HEAD',
      'PUT',
      'PATCH',
      'DELETE',
      'OPTIONS',
      'TRACE',
      'PROPFIND',
      'SEARCH',
      'M-SEARCH',
      'get',
      'GRAPHQL',
    );
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    const segment = fc.oneof(
      fc.constantFrom(
        'graphql',
        'graphql/',
        'assets',
        'healthz',
        'readyz',
        'metrics',
        '..',
        '.',
        '%2e%2e',
        '%2f',
        '%00',
        '%',
        '%zz',
        '%c0%ae',
        '',
        '*',
        '__proto__',
        'x'.repeat(300),
        'index.js',
      ),
      text.map((each) => encodeURIComponent(wellFormed(each))),
      text.map((each) => each.replaceAll(/[^!-~]/g, '')),
    );
    const path = fc.oneof(
      fc.array(segment, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`),
      fc.constantFrom(
        '*',
        '//',
        'http://gateway/graphql',
        'http://[/graphql',
        'http://:x/graphql',
        '//graphql',
        '/graphql/assets/../../index.html',
        '/graphql;x',
      ),
    );
    const parameter = fc.tuple(
      fc.constantFrom('query', 'variables', 'extensions', 'operationName', 'query[]', '__proto__', ''),
      fc.oneof(
        fc.constantFrom('{ viewer { subject } }', SET_STATE, '{', '{"input":{}}', '[]', 'null', '7'),
        text,
      ),
    );
    const search = fc
      .array(parameter, { maxLength: 4 })
      .map((all) => all.map(([name, each]) => `${name}=${encodeURIComponent(wellFormed(each))}`).join('&'));
    await check(
      fc.tuple(method, path, search, headers),
      ([method, path, search, headers]) =>
        expectHarmlessBytes(
          bytesOf(method, search ? `${path}?${search}` : path, [['Host', 'gateway'], ...headers]),
        ),
      300,
    );
  });

  const post = (head: string, body = '') =>
    `POST /graphql HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\n${head}\r\n${body}`;
  const bearer = () => `Authorization: Bearer ${admin}\r\n`;
  it.each<readonly [string, () => string | Buffer]>([
    ['noise', () => 'noise\r\n\r\n'],
    ['zeros', () => Buffer.alloc(1_000)],
    ['the start of TLS', () => Buffer.from('160301020001000001fc0303', 'hex')],
    ['the start of HTTP/2', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['no version', () => 'GET /graphql\r\n\r\n'],
    ['an unknown version', () => 'GET /graphql HTTP/9.9\r\n\r\n'],
    ['an unknown method', () => 'BREW /graphql HTTP/1.1\r\nHost: gateway\r\n\r\n'],
    ['a tunnel', () => 'CONNECT gateway:443 HTTP/1.1\r\nHost: gateway\r\n\r\n'],
    ['no host', () => `GET ${VIEWER_BY_GET} HTTP/1.1\r\n${bearer()}\r\n`],
    [
      'no host, in HTTP/1.0',
      () => `GET ${VIEWER_BY_GET} HTTP/1.0\r\n${bearer()}Apollo-Require-Preflight: 1\r\n\r\n`,
    ],
    [
      'a host that is none',
      () =>
        `GET ${VIEWER_BY_GET} HTTP/1.1\r\nHost: [\r\n${bearer()}Apollo-Require-Preflight: 1\r\nConnection: close\r\n\r\n`,
    ],
    ['a header without a colon', () => post(`${bearer()}noise\r\n`)],
    ['a header with a zero', () => post('X: a\0b\r\n')],
    ['a space before the colon', () => post('X : a\r\n')],
    [
      'a folded header',
      () => post(`${bearer()}X: a\r\n b\r\nContent-Length: 2\r\nConnection: close\r\n`, '{}'),
    ],
    ['headers of 20 KB', () => post(`X: ${'x'.repeat(20_000)}\r\n`)],
    ['a token of 20 KB', () => post(`Authorization: Bearer ${'x'.repeat(20_000)}\r\n`)],
    ['3000 headers', () => post('X: x\r\n'.repeat(3_000))],
    ['a negative length', () => post('Content-Length: -1\r\n', '{}')],
    ['two lengths', () => post('Content-Length: 2\r\nContent-Length: 3\r\n', '{} ')],
    ['a length and chunks', () => post('Content-Length: 2\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n')],
    ['chunks of no size', () => post(`${bearer()}Transfer-Encoding: chunked\r\n`, 'zz\r\n{}\r\n0\r\n\r\n')],
    ['an unknown transfer', () => post(`${bearer()}Transfer-Encoding: x\r\nConnection: close\r\n`, '{}')],
    [
      'an expectation that is none',
      () => post(`${bearer()}Expect: miracles\r\nContent-Length: 2\r\nConnection: close\r\n`, '{}'),
    ],
    [
      'an upgrade',
      () =>
        post(`${bearer()}Upgrade: websocket\r\nConnection: upgrade, close\r\nContent-Length: 2\r\n`, '{}'),
    ],
    ['a line that ends without its feed', () => 'GET / HTTP/1.1\rHost: gateway\r\r'],
  ])('that is malformed does no harm: %s', async (_name, bytes) => {
    await expectHarmlessBytes(bytes(), !/Connection: .*close/.test(String(bytes())));
  });

  it('ending too early does no harm', async () => {
    const whole = bytesOf(
      'POST',
      '/graphql',
      [
        ['Host', 'gateway'],
        ['Content-Type', 'application/json'],
      ],
      '{"query":"{ viewer { subject } }"}',
    );
    await check(
      fc.nat(whole.length - 1),
      (length) => expectHarmlessBytes(whole.subarray(0, length), true),
      50,
    );
  });

  it('with a host beyond ASCII does no harm, however often', async () => {
    // Node's `URL.canParse` gives another result for such text once its caller is optimised.
    const one = bytesOf('POST', '/graphql', [['Host', '\xc3\xb4']], '{}');
    const keptOpen = one.toString('latin1').replace('Connection: close\r\n', '');
    const answer = await expectHarmlessBytes(
      Buffer.concat([Buffer.from(keptOpen.repeat(4_000), 'latin1'), one]),
    );
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toHaveLength(4_001);
  });

  it('with several requests on one connection answers each', async () => {
    const one = post(`${bearer()}Content-Length: 34\r\n`, '{"query":"{ viewer { subject } }"}');
    const last = post('Content-Length: 2\r\nConnection: close\r\n', '{}');
    const answer = await expectHarmlessBytes(one + one + last);
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 401']);
  });
});
