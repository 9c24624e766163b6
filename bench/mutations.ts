/** The mutations of the load, in the form that each contender takes. */
import { print } from 'graphql';
import { AddToBlacklistDocument, SetUserMediaStateDocument } from 'moderation-gateway-client';
import type { Contender } from './contenders.js';
import type { LoadFor } from './measure.js';

export type Mutation = Pick<LoadFor, 'path' | 'headers' | 'body' | 'expected'>;

const ROOM = 10006;

/** Sets one user's state, as front ends with the client do. */
export function mute(contender: Contender): Mutation {
  const input = muteInput('§');
  const body =
    contender.speaks === 'plain'
      ? JSON.stringify([input])
      : JSON.stringify({ query: print(SetUserMediaStateDocument), variables: { input } });
  return request(contender, '/set-user-media-state', body, 'SetUserMediaStateSuccess');
}

/** Sets the states of `count` users, with as many root fields in one document. */
export function muteMany(contender: Contender, count: number): Mutation {
  const inputs = Array.from({ length: count }, (_, index) => muteInput(`§-${index}`));
  const names = inputs.map((_, index) => `u${index}`);
  const variables = Object.fromEntries(names.map((name, index) => [name, inputs[index]]));
  const declared = names.map((name) => `$${name}: SetUserMediaStateInput!`).join(', ');
  const fields = names.map(
    (name) =>
      `${name}: setUserMediaState(input: $${name}) {
        __typename
        ... on SetUserMediaStateSuccess { sdkAppId roomId userId state vendorRequestId actionId }
        ... on ModerationError { code message outcome retryable retryAfterMs }
      }`,
  );
  const query = `mutation MuteMany(${declared}) { ${fields.join('\n')} }`;
  const body = contender.speaks === 'plain' ? JSON.stringify(inputs) : JSON.stringify({ query, variables });
  return request(contender, '/set-user-media-state', body, 'SetUserMediaStateSuccess');
}

/** Adds `count` users to a list that no other request uses. */
export function add(contender: Contender, count: number): Mutation {
  const users = Array.from({ length: count }, (_, index) => ({ userId: `${1_000_000_000 + index}` }));
  const input = { userId: '§', users };
  const body =
    contender.speaks === 'plain'
      ? JSON.stringify([input])
      : JSON.stringify({ query: print(AddToBlacklistDocument), variables: { input } });
  return request(contender, '/add-to-blacklist', body, 'AddToBlacklistSuccess');
}

function muteInput(userId: string): object {
  return { roomId: ROOM, userId: `user-${userId}`, state: 'AUDIO_DISABLED' };
}

function request(contender: Contender, plainPath: string, body: string, expected: string): Mutation {
  const path = contender.speaks === 'plain' ? plainPath : '/graphql';
  return { path, headers: contender.headers, body, expected };
}
