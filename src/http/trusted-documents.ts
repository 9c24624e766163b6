import { type DocumentNode, type GraphQLSchema, parse, specifiedRules, validate } from 'graphql';
import { LRUCache } from 'lru-cache';
import { ConfigError, type TrustedDocumentsConfig } from '../config.js';
import { CompiledDocument } from './compiled-document.js';
import { documentRules, PARSE_OPTIONS } from './document-limits.js';

/** A document that clients send again and again is compiled; once or twice is no sign of that. */
const COMPILED_AFTER = 5;
/** A front end ships a few dozen. Each keeps some 100 KB of code. */
const COMPILED_AT_MOST = 100;
const COUNTED_AT_MOST = 1_000;
/** Longer ones have their values inside, and so are new every time. */
const LONGEST_COMPILED = 16_384;
/** Compiling takes up to some 10 ms, and so no caller may have the gateway do little else. */
const COMPILE_EVERY_MS = 1_000;

/**
 * The documents that front ends ship. They run compiled: those that the configuration names, and those that have passed
 * Apollo Server's validation several times. Documents are known by their exact text, or by the id that the
 * configuration gives them.
 */
export class TrustedDocuments {
  readonly mode: TrustedDocumentsConfig['mode'];
  readonly #schema: GraphQLSchema;
  readonly #nowMs: () => number;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #named = new Map<string, CompiledDocument>();
  readonly #learnt = new LRUCache<string, CompiledDocument>({ max: COMPILED_AT_MOST });
  readonly #seen = new LRUCache<string, number>({ max: COUNTED_AT_MOST });
  #compiledAt = -Infinity;

  /** Throws a `ConfigError` where the configuration names one that is not valid. */
  constructor({ mode, documents }: TrustedDocumentsConfig, schema: GraphQLSchema, nowMs: () => number) {
    this.mode = mode;
    this.#schema = schema;
    this.#nowMs = nowMs;
    this.#texts = documents;
    if (mode === 'off') return;
    for (const [id, text] of documents) {
      this.#named.set(text, CompiledDocument.compile(schema, checked(schema, id, text)));
    }
  }

  /** The text of the document with this id; clients may write the hash's name before it. */
  textOf(id: string): string | undefined {
    return this.#texts.get(id) ?? this.#texts.get(id.replace(/^sha256:/, ''));
  }

  /** Whether a request with this text may be run at all. */
  admits(text: unknown): boolean {
    return this.mode !== 'only' || (typeof text === 'string' && this.#named.has(text));
  }

  compiled(text: string): CompiledDocument | undefined {
    return this.#named.get(text) ?? this.#learnt.get(text);
  }

  /** Told of each document that was parsed, found valid, and is about to be run by Apollo Server. */
  seen(text: string, document: DocumentNode): void {
    if (this.mode !== 'on' || text.length > LONGEST_COMPILED || this.compiled(text)) return;
    const times = (this.#seen.get(text) ?? 0) + 1;
    this.#seen.set(text, times);
    if (times < COMPILED_AFTER || this.#nowMs() - this.#compiledAt < COMPILE_EVERY_MS) return;
    this.#compiledAt = this.#nowMs();
    this.#seen.delete(text);
    // Not while a caller waits for its answer.
    setImmediate(() => this.#learnt.set(text, CompiledDocument.compile(this.#schema, document)));
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
