import { readGatewayConfig } from './config.js';
import { runUntilSignal } from './run-until-signal.js';
import { startGateway } from './server.js';

await runUntilSignal(async () => {
  const gateway = await startGateway(readGatewayConfig());
  process.stdout.write(`The moderation gateway listens on ${gateway.url}/graphql\n`);
  return gateway;
});
