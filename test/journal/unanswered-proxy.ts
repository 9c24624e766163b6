import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A connection, on the side of the client and of the server. */
interface Passed {
  near: Socket;
  far: Socket;
  isSilent: boolean;
}

/** Passes connections on to a server, and can keep its answers back, as a network does that has lost one of the two. */
export class UnansweredProxy {
  readonly #server = createServer((socket) => this.#passOn(socket));
  readonly #to: { host: string; port: number };
  readonly #open = new Set<Passed>();

  private constructor(address: string) {
    const { hostname, port } = new URL(address);
    this.#to = { host: hostname, port: Number(port) };
  }

  /** `address`: that of the server, as a URL. */
  static async before(address: string): Promise<UnansweredProxy> {
    const proxy = new UnansweredProxy(address);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  /** The same address, through the proxy. */
  addressOf(address: string): string {
    const url = new URL(address);
    url.port = `${(this.#server.address() as AddressInfo).port}`;
    return url.href;
  }

  /** From now on, nothing comes back through the connections that are open now, not even their end. Later ones are not affected. */
  keepAnswersBack(): void {
    for (const connection of this.#open) {
      connection.isSilent = true;
      connection.far.unpipe().resume();
    }
  }

  async close(): Promise<void> {
    for (const { near, far } of this.#open) {
      near.destroy();
      far.destroy();
    }
    this.#server.close();
    await once(this.#server, 'close');
  }

  #passOn(near: Socket): void {
    const far = connect(this.#to);
    const connection: Passed = { near, far, isSilent: false };
    this.#open.add(connection);
    const end = () => {
      near.destroy();
      far.destroy();
      this.#open.delete(connection);
    };
    near.on('error', end).on('close', end);
    far.on('error', () => {}).on('close', () => connection.isSilent || end());
    near.pipe(far);
    far.pipe(near);
  }
}
