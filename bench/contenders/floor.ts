/** The floor: the same work without GraphQL, in a bare `node:http` server. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addToBlacklist, setUserMediaState } from './bare-calls.js';
import type { AddInput, MuteInput } from './vendor-calls.js';

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', async () => {
    const results = await answer(request.url ?? '', Buffer.concat(chunks).toString('utf8'));
    const body = JSON.stringify({ results });
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    response.writeHead(200, headers);
    response.end(body);
  });
});

async function answer(path: string, body: string): Promise<object[]> {
  const results: object[] = [];
  if (path === '/set-user-media-state') {
    const inputs: MuteInput[] = JSON.parse(body);
    // One after another, because GraphQL runs mutations in sequence.
    for (const input of inputs) results.push(await setUserMediaState(input));
  } else {
    const inputs: AddInput[] = JSON.parse(body);
    for (const input of inputs) results.push(await addToBlacklist(input));
  }
  return results;
}

server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
