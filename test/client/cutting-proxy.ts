import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Forwards connections to a gateway. Each is broken off after so many bytes of the answer as `cutAfter` gives next. */
export class CuttingProxy {
  /** How many connections were broken off. */
  cuts = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(target: string, cutAfter: () => number) {
    const { hostname, port } = new URL(target);
    this.#server = createServer((client) => {
      const gateway = connect(Number(port), hostname);
      for (const socket of [client, gateway]) {
        this.#sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => {
          this.#sockets.delete(socket);
          client.destroy();
          gateway.destroy();
        });
      }
      let left = cutAfter();
      client.pipe(gateway);
      gateway.on('data', (bytes: Buffer) => {
        client.write(bytes.subarray(0, left));
        left -= bytes.length;
        if (left > 0) return;
        this.cuts += 1;
        client.destroySoon();
        gateway.destroy();
      });
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
