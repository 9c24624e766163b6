import { setFlagsFromString } from 'node:v8';
import { readGatewayConfig } from './config/gateway.js';
import { logOutput } from './process/log-output.js';
import { runUntilSignal } from './process/run-until-signal.js';
import { startGateway } from './server.js';

// On a machine with much memory, V8 lets garbage pile up to several times what is in use before it looks for it: a gateway
// that uses 30 MB of heap has 140 and more, and 250 in all. This, and the options that `npm start` gives Node, keep it at
// 165. The heap may grow as far as ever.
setFlagsFromString('--heap-growing-percent=60');

await runUntilSignal(async () => {
  const logTo = logOutput();
  const gateway = await startGateway(readGatewayConfig(), { logTo });
  // Whoever waits for the line that says where the gateway serves.
  logTo.flush();
  return gateway;
});
