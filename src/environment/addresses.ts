import { z } from 'zod';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Undefined unless TLS or this machine keeps others from answering in the place of this address. An address with a
 * password is refused too, since addresses are logged.
 */
export function safeUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.includes(url.hostname));
  return safe && !url.username && !url.password ? url : undefined;
}

/** A vendor's API. Both vendors' signatures cover the path "/" only. */
export const endpoint = z.string().transform((text, context): URL => {
  const url = safeUrl(text);
  if (url && url.pathname === '/' && !url.search && !url.hash) return url;
  context.addIssue('must be an https:// address without a path (http:// is accepted for this machine only)');
  return z.NEVER;
});

export const hostName = z.string().regex(/^[\w.:-]{1,255}$/, 'must be an address or a host name');

/** Web origins as browsers send them; also those of applications, such as `capacitor://localhost`. */
export const origins = z.string().transform((text, context): string[] => {
  const list = text.split(',').map((part) => part.trim());
  if (!list.every(isOrigin)) {
    context.addIssue(
      'must be origins such as https://app.example.com or capacitor://localhost, separated by commas, each in small letters, without a path and without a slash at the end',
    );
  }
  return list;
});

function isOrigin(text: string): boolean {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/*]+$/.test(text) || !URL.canParse(text)) return false;
  const { origin, protocol, host } = new URL(text);
  // The standard gives `null` as the origin of schemes that it does not know, but browsers send scheme and host.
  return text === (origin === 'null' ? `${protocol}//${host}` : origin);
}
