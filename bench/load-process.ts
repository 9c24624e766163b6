/**
 * The load, as a process of its own. Each of its connections sends its next request once the last was answered. It
 * speaks HTTP over bare sockets, so that it costs less than the servers that it measures.
 */
import { connect, type Socket } from 'node:net';
import { percentile } from './statistics.js';

export interface Load {
  /** `http://127.0.0.1:4000` */
  url: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  /** Each `§` is replaced by the number of the request. */
  body: string;
  /** Every answer must contain this text, and not "Error". */
  expected: string;
  concurrency: number;
  until: { seconds: number } | { requests: number };
}

export interface LoadReport {
  requests: number;
  seconds: number;
  p50Ms: number;
  p99Ms: number;
}

/** The numbers go on across loads, so that no two requests to one server act on the same user. */
let requestNumber = Number(process.argv[2] ?? 0);

const connections = new Map<string, Connection[]>();

async function run(load: Load): Promise<LoadReport> {
  const template = new RequestTemplate(load);
  const latencies: number[] = [];
  const startedAt = performance.now();
  let sent = 0;
  const isOver = () =>
    'seconds' in load.until
      ? performance.now() - startedAt >= load.until.seconds * 1_000
      : sent >= load.until.requests;

  const expected = Buffer.from(load.expected);
  const client = async (connection: Connection) => {
    while (!isOver()) {
      sent += 1;
      const sentAt = performance.now();
      const answer = await connection.exchange(template.next());
      latencies.push(performance.now() - sentAt);
      if (!answer.includes(expected) || answer.includes(ERROR)) throw new Error(`answered: ${answer}`);
    }
  };
  const pool = connections.get(load.url) ?? [];
  connections.set(load.url, pool);
  while (pool.length < load.concurrency) pool.push(new Connection(new URL(load.url)));
  await Promise.all(pool.slice(0, load.concurrency).map(client));
  return {
    requests: latencies.length,
    seconds: (performance.now() - startedAt) / 1_000,
    p50Ms: percentile(latencies, 50),
    p99Ms: percentile(latencies, 99),
  };
}

const ERROR = Buffer.from('Error');

class RequestTemplate {
  readonly #head: string;
  readonly #bodyParts: readonly string[];

  constructor({ url, path, headers, body }: Load) {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    this.#head = `POST ${path} HTTP/1.1\r\nhost: ${new URL(url).host}\r\n${lines.join('')}`;
    this.#bodyParts = body.split('§');
  }

  next(): string {
    requestNumber += 1;
    const body = this.#bodyParts.join(`${requestNumber}`);
    return `${this.#head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  }
}

/** A connection with one request at a time. It opens when it is first needed, and again if the server has closed it. */
class Connection {
  readonly #server: URL;
  #socket: Socket | undefined;
  #received: Buffer | undefined;
  #resolve: ((answer: Buffer) => void) | undefined;
  #reject: ((error: Error) => void) | undefined;

  constructor(server: URL) {
    this.#server = server;
  }

  exchange(request: string): Promise<Buffer> {
    this.#socket ??= this.#open();
    this.#socket.write(request);
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  #open(): Socket {
    const socket = connect(Number(this.#server.port), this.#server.hostname);
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', (error) => this.#reject?.(error));
    socket.on('close', () => {
      this.#socket = undefined;
      this.#reject?.(new Error('closed before an answer came'));
    });
    return socket;
  }

  #read(chunk: Buffer): void {
    const received = this.#received ? Buffer.concat([this.#received, chunk]) : chunk;
    if (!isWhole(received)) {
      this.#received = received;
      return;
    }
    this.#received = undefined;
    this.#reject = undefined;
    this.#resolve?.(received);
  }
}

const CHUNKED_END = '\r\n0\r\n\r\n';

function isWhole(answer: Buffer): boolean {
  const headEnd = answer.indexOf('\r\n\r\n');
  if (headEnd < 0) return false;
  const [, length] = /^content-length: (\d+)/im.exec(answer.toString('latin1', 0, headEnd)) ?? [];
  if (length !== undefined) return answer.length >= headEnd + 4 + Number(length);
  return answer.toString('latin1', answer.length - CHUNKED_END.length) === CHUNKED_END;
}

process.on('message', async (load: Load) => {
  try {
    process.send?.(await run(load));
  } catch (error) {
    process.send?.((error as Error).message);
  }
});
