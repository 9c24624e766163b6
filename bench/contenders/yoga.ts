/** graphql-yoga and nothing else: no token, no checks of the input, no quota, no journal, no log. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSchema, createYoga } from 'graphql-yoga';
import { resolvers, typeDefs } from './bare-schema.js';

const server = createServer(createYoga({ schema: createSchema({ typeDefs, resolvers }), logging: false }));
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
