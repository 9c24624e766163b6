import { setFlagsFromString } from 'node:v8';
import { readGatewayConfig } from './config/gateway.js';
import { logOutput } from './process/log-output.js';
import { runUntilSignal } from './process/run-until-signal.js';
import { startGateway } from './server.js';

// On a machine with much memory, V8 lets garbage grow to several times the memory in use before it collects. A gateway
// that uses 30 MB of heap would hold 140 MB of it, and 250 MB of memory in all. With this flag, and the options that
// `npm start` gives Node, it holds 165 MB in all. The flag does not limit how large the heap may become.
setFlagsFromString('--heap-growing-percent=60');

// SIGHUP reads the files of secrets again, and would end the process otherwise. While the gateway starts, it does nothing.
let rereadSecrets = () => {};
process.on('SIGHUP', () => rereadSecrets());

await runUntilSignal(async () => {
  const gateway = await startGateway(readGatewayConfig());
  rereadSecrets = () => void gateway.rereadSecrets();
  // Somebody may wait for the line with the gateway's address.
  logOutput().flush();
  return gateway;
});
