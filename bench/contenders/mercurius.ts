/** Mercurius with its jit and nothing else: no token, no checks of the input, no quota, no journal, no log. */
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { resolvers, typeDefs } from './bare-schema.js';

const app = Fastify({ keepAliveTimeout: 120_000 });
app.register(mercurius, { schema: typeDefs, resolvers, jit: 1 });
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`);
