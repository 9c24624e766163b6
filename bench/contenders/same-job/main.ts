/** Runs the peer: `node main.js <address of the vendors> <secret of the tokens>`. */
import { accountsAt } from '../vendor-calls.js';
import { buildPeer } from './peer.js';

const [, , vendorUrl = '', secret = ''] = process.argv;
// biome-ignore lint/style/noProcessEnv: as the gateway gets it
const journalFile = process.env.DATABASE_URL?.replace(/^file:/, '') ?? '';

const app = buildPeer({
  accounts: accountsAt(vendorUrl),
  secret,
  journalFile,
  // As far away as the gateway's.
  callsPerSecond: 10_000,
  logs: true,
});
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`);
