import { ProxyAgent, fetch as proxiedFetch } from 'undici';
import type { ProxyRoute } from './proxy-route.js';
import type { EgressProxy } from './variables.js';

export function routeThrough({ url, authorization }: EgressProxy): ProxyRoute {
  const credentials = authorization?.reveal();
  const agent = (timers: object) =>
    new ProxyAgent({ ...timers, uri: url.href, ...(credentials && { token: credentials }) });
  return {
    proxy: url.host,
    dispatcher: agent,
    fetch() {
      const dispatcher = agent({});
      // Node's own `fetch` is an undici too, whose types are declared a second time.
      return ((address: string, options: object) =>
        proxiedFetch(address, { ...options, dispatcher })) as unknown as typeof fetch;
    },
    async nodeAgent(protocol) {
      const options = {
        keepAlive: true,
        headers: credentials ? { 'proxy-authorization': credentials } : {},
      };
      // Proxies commonly refuse tunnels to plain HTTP.
      if (protocol === 'http:') return new (await import('http-proxy-agent')).HttpProxyAgent(url, options);
      return new (await import('https-proxy-agent')).HttpsProxyAgent(url, options);
    },
  };
}
