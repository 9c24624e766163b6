import { BlockList, isIP } from 'node:net';
import type { ProxyRoute } from './proxy-route.js';
import type { EgressConfig, EgressProxy } from './variables.js';

/** Undefined: requests to `target` are sent directly. */
export type RouteTo = (target: URL) => ProxyRoute | undefined;

/** Without a proxy, nothing of this is even imported. */
export async function proxyRoutes(config: EgressConfig): Promise<RouteTo> {
  if (!config.httpProxy && !config.httpsProxy) return () => undefined;
  const { routeThrough } = await import('./proxied.js');
  return (target) => {
    const proxy = proxyFor(target, config);
    return proxy && routeThrough(proxy);
  };
}

/** The proxy for requests to `target`. Undefined: they go there directly, as all requests to this machine do. */
export function proxyFor(
  target: URL,
  { httpProxy, httpsProxy, noProxy }: EgressConfig,
): EgressProxy | undefined {
  const proxy = target.protocol === 'https:' ? httpsProxy : httpProxy;
  if (!proxy) return undefined;
  const host = bare(target.hostname);
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  if (isThisMachine(host)) return undefined;
  const exempt = noProxy.split(/[\s,]+/).some((entry) => matches(entry.toLowerCase(), host, port));
  return exempt ? undefined : proxy;
}

/** In small letters, without an IPv6 address's brackets and without the dot that may end a name. */
function bare(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || within(host, '127.0.0.0/8') || host === '::1';
}

/**
 * The forms that curl and Go know: `*`; a name, for itself and what is below it, also with a leading dot or `*.`; an
 * address; a range of addresses, such as `10.0.0.0/8`. All but `*` and a range may have a port.
 */
function matches(entry: string, host: string, port: string): boolean {
  if (entry === '') return false;
  if (entry === '*') return true;
  if (entry.includes('/')) return within(host, entry);
  const [, bracketed, plain, entryPort] = /^(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(entry) ?? [];
  if (entryPort !== undefined && entryPort !== port) return false;
  // An IPv6 address without brackets has no port.
  const named = bracketed ?? plain ?? entry;
  if (isIP(named)) return isIP(host) !== 0 && within(host, `${named}/${isIP(named) === 4 ? 32 : 128}`);
  const name = bare(named).replace(/^\*?\./, '');
  return host === name || host.endsWith(`.${name}`);
}

function within(host: string, range: string): boolean {
  const [, network = '', bits = ''] = /^\[?([^\]]+)\]?\/(\d{1,3})$/.exec(range) ?? [];
  const version = isIP(network);
  if (version === 0 || isIP(host) !== version || Number(bits) > (version === 4 ? 32 : 128)) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family);
  return list.check(host, family);
}
