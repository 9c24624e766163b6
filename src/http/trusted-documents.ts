import { createHash } from 'node:crypto';
import { type DocumentNode, type GraphQLSchema, parse, specifiedRules, validate } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { TrustedDocumentsConfig } from '../config/trusted-documents.js';
import { ConfigError } from '../environment/config-error.js';
import { documentRules, PARSE_OPTIONS } from './document-limits.js';
import { keptDocuments, LONGEST_KEPT } from './kept-documents.js';
import { TrustedDocument } from './trusted-document.js';

/** A document is learnt once clients have sent it so often. */
const LEARNT_AFTER = 5;
/** A front end ships a few dozen, of 1,000 characters or so. At most 48 MB. */
const LEARNT = { count: 100, characters: 131_072 };
const COUNTED_AT_MOST = 1_000;
/** Texts whose hash a client has sent with them. At most 1 MB. */
const REMEMBERED = { count: 1_000, characters: 524_288 };

/**
 * The documents of front ends, parsed and validated once: those that the configuration names, and those that have passed
 * Apollo Server's validation several times. A document is known by its exact text, or by the id that the configuration
 * gives it.
 */
export class TrustedDocuments {
  readonly mode: TrustedDocumentsConfig['mode'];
  readonly #schema: GraphQLSchema;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #named = new Map<string, TrustedDocument>();
  /** By the hash that clients of automatic persisted queries send, whatever ids the configuration gives. */
  readonly #namedByHash = new Map<string, string>();
  readonly #remembered = keptDocuments<{ text: string }>(REMEMBERED);
  readonly #learnt = keptDocuments<TrustedDocument>(LEARNT);
  /** By the texts' hashes, which are short. */
  readonly #timesSeen = new LRUCache<string, number>({ max: COUNTED_AT_MOST });

  /** Throws a `ConfigError` where the configuration names a document that is not valid. */
  constructor({ mode, documents }: TrustedDocumentsConfig, schema: GraphQLSchema) {
    this.mode = mode;
    this.#schema = schema;
    this.#texts = documents;
    if (mode === 'off') return;
    for (const [id, text] of documents) {
      this.#named.set(text, new TrustedDocument(schema, checked(schema, id, text)));
      this.#namedByHash.set(sha256(text), text);
    }
  }

  /** The text of the configured document with this id or hash. Clients may write `sha256:` before a hash. */
  textOf(id: string): string | undefined {
    if (this.mode === 'off') return undefined;
    const hash = id.replace(/^sha256:/, '');
    return this.#texts.get(id) ?? this.#texts.get(hash) ?? this.#namedByHash.get(hash);
  }

  /** The text that a client has sent with this hash before. */
  rememberedText(hash: string): string | undefined {
    return this.#remembered.get(hash)?.text;
  }

  /** Lets clients send the hash alone from now on. `hash` must be the text's own. */
  remember(hash: string, text: string): void {
    if (this.mode !== 'on' || text.length > LONGEST_KEPT || this.textOf(hash) !== undefined) return;
    this.#remembered.set(hash, { text }, { size: text.length });
  }

  /** Whether a request with this text may be run at all. */
  admits(text: unknown): boolean {
    return this.mode !== 'only' || (typeof text === 'string' && this.#named.has(text));
  }

  parsed(text: string): TrustedDocument | undefined {
    return this.#named.get(text) ?? this.#learnt.get(text);
  }

  /** Must be called for each valid document that Apollo Server is about to run. */
  seen(text: string, hash: string, document: DocumentNode): void {
    if (this.mode !== 'on' || text.length > LONGEST_KEPT || this.parsed(text)) return;
    const times = (this.#timesSeen.get(hash) ?? 0) + 1;
    this.#timesSeen.set(hash, times);
    if (times < LEARNT_AFTER) return;
    this.#timesSeen.delete(hash);
    this.#learnt.set(text, new TrustedDocument(this.#schema, document), { size: text.length });
  }
}

function checked(schema: GraphQLSchema, id: string, text: string): DocumentNode {
  try {
    const document = parse(text, PARSE_OPTIONS);
    const [error] = validate(schema, document, [...documentRules(), ...specifiedRules]);
    if (!error) return document;
    throw error;
  } catch (error) {
    const { message } = error as Error;
    throw new ConfigError([`TRUSTED_DOCUMENTS_FILE names a document, ${id}, that is not valid: ${message}`]);
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
