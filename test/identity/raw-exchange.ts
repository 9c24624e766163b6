import { connect } from 'node:net';

/**
 * Sends bytes to a server on this machine, and resolves with all bytes that come back until the connection ends. Send
 * `Connection: close`, unless the server closes by itself. `unfinished` closes our side once all is sent.
 */
export function exchangeRaw(url: string, bytes: string | Buffer, unfinished = false): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('data', (chunk) => chunks.push(chunk));
    // A server may end the connection of a request that it refuses.
    socket.on('error', () => {});
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
    if (unfinished) socket.end(bytes);
    else socket.write(bytes);
  });
}
