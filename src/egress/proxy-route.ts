import type { Agent } from 'node:http';
import type { Dispatcher } from 'undici';

/** The way through a proxy, for each kind of client that the gateway has. */
export interface ProxyRoute {
  /** Its host and port, for the log. */
  proxy: string;
  /** `timers`: as undici's pools take them. */
  dispatcher(timers: object): Dispatcher;
  fetch(): typeof fetch;
  /** An agent of `node:http` for `http:` or `https:`. */
  nodeAgent(protocol: string): Promise<Agent>;
}
