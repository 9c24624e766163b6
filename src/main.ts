import { readGatewayConfig } from './config.js';
import { runUntilSignal } from './run-until-signal.js';
import { startGateway } from './server.js';

await runUntilSignal(() => startGateway(readGatewayConfig()));
