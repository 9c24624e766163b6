import { describe, expect, it } from 'vitest';
import { readGatewayConfig } from '../../src/config/gateway.js';
import { proxyFor } from '../../src/egress/proxy-choice.js';

const NEEDED = {
  AUTH_JWT_SECRET: 'a secret for tests, of 32 bytes or more',
  TRTC_SECRET_ID: 'AKIDexample',
  TRTC_SECRET_KEY: 'key',
  TRTC_SDK_APP_IDS: '1',
};
const PROXIES = { HTTP_PROXY: 'http://for-http:3128', HTTPS_PROXY: 'http://for-https:3128' };

function chosen(target: string, environment: Record<string, string>): string | undefined {
  const { egress } = readGatewayConfig({ ...NEEDED, ...environment });
  return proxyFor(new URL(target), egress)?.url.host;
}

describe('NO_PROXY', () => {
  it.each([
    ['*', 'https://a.example.com', true],
    ['example.com', 'https://example.com', true],
    ['example.com', 'https://a.example.com', true],
    ['example.com', 'https://badexample.com', false],
    ['.example.com', 'https://a.example.com', true],
    ['.example.com', 'https://example.com', true],
    ['*.example.com', 'https://a.b.example.com', true],
    ['EXAMPLE.com', 'https://A.example.COM', true],
    ['example.com.', 'https://example.com', true],
    ['example.com', 'https://example.com./', true],
    ['example.com:443', 'https://example.com', true],
    ['example.com:8443', 'https://example.com', false],
    ['example.com:8443', 'https://example.com:8443', true],
    ['a.com,example.com', 'https://example.com', true],
    ['a.com, example.com', 'https://example.com', true],
    ['a.com example.com', 'https://example.com', true],
    [',,', 'https://example.com', false],
    ['10.1.2.3', 'https://10.1.2.3', true],
    ['10.1.2.3', 'https://10.1.2.30', false],
    ['10.0.0.0/8', 'https://10.200.0.1', true],
    ['10.0.0.0/8', 'https://11.0.0.1', false],
    ['10.0.0.0/33', 'https://10.0.0.1', false],
    ['10.0.0.0/8', 'https://ten.example.com', false],
    ['fd00::/8', 'https://[fd12::1]', true],
    ['fd00::/8', 'https://[fe80::1]', false],
    ['[fd12::1]', 'https://[fd12::1]', true],
    ['fd12::1', 'https://[fd12:0::1]', true],
    ['[fd12::1]:8443', 'https://[fd12::1]', false],
    ['[fd12::1]:443', 'https://[fd12::1]', true],
    ['.', 'https://example.com', false],
    ['(', 'https://example.com', false],
  ])('%s for %s: direct is %s', (NO_PROXY, target, direct) => {
    const proxy = direct ? undefined : 'for-https:3128';
    expect(chosen(target, { ...PROXIES, NO_PROXY })).toBe(proxy);
    expect(chosen(target, { ...PROXIES, no_proxy: NO_PROXY, NO_PROXY: direct ? '' : '*' })).toBe(proxy);
  });

  it.each([
    'http://localhost',
    'http://127.0.0.1:4101',
    'https://127.9.9.9',
    'http://[::1]',
    'http://a.localhost',
  ])('is not needed for this machine: %s', (target) => {
    expect(chosen(target, PROXIES)).toBeUndefined();
  });
});

describe('a proxy', () => {
  it('is chosen by the scheme of the target', () => {
    expect(chosen('https://example.com', PROXIES)).toBe('for-https:3128');
    expect(chosen('http://example.com', PROXIES)).toBe('for-http:3128');
    expect(chosen('https://example.com', { HTTP_PROXY: 'http://p' })).toBeUndefined();
    expect(chosen('http://example.com', { HTTPS_PROXY: 'http://p' })).toBeUndefined();
    expect(chosen('https://example.com', {})).toBeUndefined();
  });

  it('in small letters has precedence', () => {
    const small = { http_proxy: 'http://small', https_proxy: 'http://small' };
    expect(chosen('https://example.com', { ...PROXIES, ...small })).toBe('small');
    expect(chosen('http://example.com', { ...PROXIES, ...small })).toBe('small');
  });

  it('may have no scheme', () => {
    expect(chosen('https://example.com', { HTTPS_PROXY: 'proxy:3128' })).toBe('proxy:3128');
    expect(chosen('https://example.com', { HTTPS_PROXY: 'user:p@proxy:3128' })).toBe('proxy:3128');
  });

  it.each([
    'socks5://p:1080',
    'ftp://p',
    'http://p/path',
    'http://p?x',
    'http://u:canary%@p',
    'http://p:x',
    '//',
    ' ',
  ])('that cannot be used is named without its value: %s', (address) => {
    for (const name of ['HTTP_PROXY', 'https_proxy']) {
      const read = () => readGatewayConfig({ ...NEEDED, [name]: address });
      expect(read).toThrow(new RegExp(`${name} must be the http:// or https:// address of a proxy`));
      expect(read).not.toThrow(/canary/);
    }
  });
});
