import { setFlagsFromString } from 'node:v8';
import { readGatewayConfig } from './config.js';
import { logOutput } from './log-output.js';
import { runUntilSignal } from './run-until-signal.js';
import { startGateway } from './server.js';

// On a machine with much memory, V8 lets garbage pile up to several times what is in use before it looks for it: 200 MB
// for a gateway that uses 35. With half of that at most it has 155, for a few percent of its CPU. No heap is any smaller
// for it.
setFlagsFromString('--heap-growing-percent=50');

await runUntilSignal(async () => {
  const logTo = logOutput();
  const gateway = await startGateway(readGatewayConfig(), { logTo });
  // Whoever waits for the line that says where the gateway serves.
  logTo.flush();
  return gateway;
});
