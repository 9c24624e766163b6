import type { DocumentStore } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Longer documents mostly contain their values, so each is new. */
export const LONGEST_KEPT = 16_384;

/**
 * Documents by their text or its hash; the least recently used are forgotten first. The length of their texts is bounded,
 * since parsed documents take much more memory: 35 to 55 bytes a character for a front end's documents, up to 365 for
 * documents that are made to take memory (`a{a}a{a}`), and 2 KB at least.
 */
export function keptDocuments<Kept extends object>(limits: { count: number; characters: number }) {
  const { count, characters } = limits;
  return new LRUCache<string, Kept>({ max: count, maxSize: characters, maxEntrySize: LONGEST_KEPT });
}

/** At most 24 MB. Apollo Server's own store holds 30 MiB of JSON, which takes several times as much memory. */
const RECENT = { count: 1_000, characters: 65_536 };

/** Keeps Apollo Server from parsing and validating again a document that was sent a moment ago. */
export function recentDocuments(): DocumentStore {
  const documents = keptDocuments<DocumentNode>(RECENT);
  return {
    get: async (key) => documents.get(key),
    async set(key, document) {
      documents.set(key, document, { size: document.loc?.source.body.length ?? LONGEST_KEPT });
    },
    delete: async (key) => documents.delete(key),
  };
}
