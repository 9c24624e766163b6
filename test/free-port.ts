import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * A port that nobody has. It is none of those that the system chooses for connections and for servers on port 0. So nothing
 * that runs beside the caller gets it, now or while the caller's own server is away.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = LEAST_PORT + Math.floor(Math.random() * (SYSTEM_CHOOSES_FROM - LEAST_PORT));
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}

const LEAST_PORT = 11_000;
/** By default, in Linux. */
const SYSTEM_CHOOSES_FROM = 32_768;
