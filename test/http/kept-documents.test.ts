import { createHash } from 'node:crypto';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { recentDocuments } from '../../src/http/kept-documents.js';
import { TrustedDocuments } from '../../src/http/trusted-documents.js';
import { buildGatewaySchema } from '../../src/schema.js';

/** As long as told, and each another one. */
function documentOf(length: number, number: number): string {
  const start = `{ viewer { subject } } # ${number} `;
  return start + 'x'.repeat(length - start.length);
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

describe('documents that come again and again', () => {
  const schema = buildGatewaySchema();
  const learning = (texts: readonly string[], times = 5) => {
    const documents = new TrustedDocuments({ mode: 'on', documents: new Map() }, schema);
    for (const text of texts) {
      for (let time = 0; time < times; time++) documents.seen(text, hash(text), parse(text));
    }
    return texts.filter((text) => documents.parsed(text));
  };

  it('are kept from the fifth time on', () => {
    const texts = [documentOf(50, 1)];
    expect(learning(texts, 4)).toEqual([]);
    expect(learning(texts)).toEqual(texts);
  });

  it('are kept up to 128 KiB of text, the oldest forgotten first', () => {
    const texts = Array.from({ length: 50 }, (_, number) => documentOf(16_384, number));
    expect(learning(texts)).toEqual(texts.slice(-8));
  });

  it('are 100 at most', () => {
    const texts = Array.from({ length: 150 }, (_, number) => documentOf(50, number));
    expect(learning(texts)).toEqual(texts.slice(-100));
  });

  it('are not kept where they are longer than any that front ends ship', () => {
    expect(learning([documentOf(16_385, 1)])).toEqual([]);
  });
});

describe('the documents that Apollo Server was just sent', () => {
  it('are kept up to 64 KiB of text, the oldest forgotten first', async () => {
    const store = recentDocuments();
    const keys = Array.from({ length: 20 }, (_, number) => String(number));
    for (const key of keys) await store.set(key, parse(documentOf(16_384, Number(key))));
    await store.set('too long', parse(documentOf(20_000, 0)));
    const kept = await Promise.all([...keys, 'too long'].map(async (key) => (await store.get(key)) && key));
    expect(kept.filter(Boolean)).toEqual(keys.slice(-4));
  });
});
