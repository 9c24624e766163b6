/**
 * Both vendors at one address. They answer every call with success at once and check nothing, as cheaply as Node can.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const TRTC = JSON.stringify({ Response: { RequestId: 'bench' } });
const VOLCENGINE = JSON.stringify({ ResponseMetadata: { RequestId: 'bench' }, Result: { FailedInfos: [] } });

const server = createServer((request, response) => {
  const answer = request.headers['x-tc-action'] === undefined ? VOLCENGINE : TRTC;
  request.resume();
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
    response.end(answer);
  });
});
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
