/** The gateway's schema, with resolvers that only call the vendor. */
import { readFileSync } from 'node:fs';
import { addToBlacklist, setUserMediaState } from './bare-calls.js';
import type { AddInput, MuteInput } from './vendor-calls.js';

export const typeDefs = readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8');

export const resolvers = {
  Mutation: {
    setUserMediaState: (_: unknown, { input }: { input: MuteInput }) => setUserMediaState(input),
    addToBlacklist: (_: unknown, { input }: { input: AddInput }) => addToBlacklist(input),
  },
};
