import { readFileSync } from 'node:fs';
import * as client from 'moderation-gateway-client';
import { expect, it } from 'vitest';

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

it('has a document for each operation, possibleTypes, matchResult, and nothing else', () => {
  expect(Object.keys(client).sort()).toEqual([
    'AddToBlacklistDocument',
    'ModerationActionDocument',
    'ModerationActionsDocument',
    'SetUserMediaStateDocument',
    'VendorsDocument',
    'ViewerDocument',
    'matchResult',
    'possibleTypes',
  ]);
});

it("has the gateway's version", () => {
  expect(read('client/package.json').version).toBe(read('package.json').version);
});
