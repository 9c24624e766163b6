import { createHash } from 'node:crypto';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { recentDocuments } from '../../src/http/kept-documents.js';
import { TrustedDocuments } from '../../src/http/trusted-documents.js';
import { buildGatewaySchema } from '../../src/schema.js';

/** Documents of the given length, all different. */
function documentOf(length: number, number: number): string {
  const start = `{ viewer { subject } } # ${number} `;
  return start + 'x'.repeat(length - start.length);
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

describe('the store of repeated documents', () => {
  const schema = buildGatewaySchema();
  const learning = (texts: readonly string[], times = 5) => {
    const documents = new TrustedDocuments({ mode: 'on', documents: new Map() }, schema);
    for (const text of texts) {
      for (let time = 0; time < times; time++) documents.seen(text, hash(text), parse(text));
    }
    return texts.filter((text) => documents.parsed(text));
  };

  it('keeps a document from its fifth request on', () => {
    const texts = [documentOf(50, 1)];
    expect(learning(texts, 4)).toEqual([]);
    expect(learning(texts)).toEqual(texts);
  });

  it('holds up to 128 KiB of text, and drops the oldest documents first', () => {
    const texts = Array.from({ length: 50 }, (_, number) => documentOf(16_384, number));
    expect(learning(texts)).toEqual(texts.slice(-8));
  });

  it('holds 100 documents at most', () => {
    const texts = Array.from({ length: 150 }, (_, number) => documentOf(50, number));
    expect(learning(texts)).toEqual(texts.slice(-100));
  });

  it('does not keep documents that are longer than those of front ends', () => {
    expect(learning([documentOf(16_385, 1)])).toEqual([]);
  });
});

describe('the store of recent documents of Apollo Server', () => {
  it('holds up to 64 KiB of text, and drops the oldest documents first', async () => {
    const store = recentDocuments();
    const keys = Array.from({ length: 20 }, (_, number) => String(number));
    for (const key of keys) await store.set(key, parse(documentOf(16_384, Number(key))));
    await store.set('too long', parse(documentOf(20_000, 0)));
    const kept = await Promise.all([...keys, 'too long'].map(async (key) => (await store.get(key)) && key));
    expect(kept.filter(Boolean)).toEqual(keys.slice(-4));
  });
});
