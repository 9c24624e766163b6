import type { DocumentStore } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Longer ones have their values inside, and so are new every time. */
export const LONGEST_KEPT = 16_384;

/**
 * Documents by their text or its hash, the least used of them forgotten first. They are bounded by their text, since parsed
 * they take many times as much: 35 to 55 bytes a character if a front end sends them, up to 365 if they are made to
 * take memory (`a{a}a{a}`), and 2 KB at least.
 */
export function keptDocuments<Kept extends object>(limits: { count: number; characters: number }) {
  const { count, characters } = limits;
  return new LRUCache<string, Kept>({ max: count, maxSize: characters, maxEntrySize: LONGEST_KEPT });
}

/** At most 24 MB. Apollo Server's own store would take 30 MiB of JSON, which is several times as much in memory. */
const RECENT = { count: 1_000, characters: 65_536 };

/** Keeps Apollo Server from parsing and validating anew what it has just been sent. */
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
