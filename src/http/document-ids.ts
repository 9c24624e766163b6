import type { FastifyReply, FastifyRequest } from 'fastify';
import { isJsonObject } from '../values/json-object.js';
import { refuse } from './http-errors.js';
import { sha256, type TrustedDocuments } from './trusted-documents.js';

type Parameters = Readonly<Record<string, unknown>>;

/**
 * Puts a document's text in the place of its id, and refuses documents that may not be run. Clients send ids in two ways,
 * and both are understood: `documentId`, and `extensions.persistedQuery.sha256Hash` (automatic persisted queries: the
 * hash alone at first, then the text with it).
 */
export function resolveDocument(
  documents: TrustedDocuments,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | undefined {
  const sent = parameters(request);
  const persisted = isJsonObject(sent.extensions) ? sent.extensions.persistedQuery : undefined;
  if (persisted) return resolveHash(documents, request, reply, sent, persisted);
  const id = sent.query === undefined || sent.query === null ? sent.documentId : undefined;
  if (typeof id === 'string' && documents.mode !== 'off') {
    const text = documents.textOf(id);
    if (text === undefined) {
      return refuse(reply, 400, 'PERSISTED_QUERY_NOT_FOUND', 'No document has this id here.');
    }
    setText(request, text);
    return undefined;
  }
  return documents.admits(sent.query) ? undefined : refuseDocument(reply);
}

function resolveHash(
  documents: TrustedDocuments,
  request: FastifyRequest,
  reply: FastifyReply,
  { query }: Parameters,
  persisted: unknown,
): FastifyReply | undefined {
  const hash = isJsonObject(persisted) && persisted.version === 1 ? persisted.sha256Hash : undefined;
  if (typeof hash !== 'string' || hash === '') {
    const shape = '{ "version": 1, "sha256Hash": "<SHA-256 of the query in hexadecimal>" }';
    return refuse(reply, 400, 'BAD_REQUEST', `extensions.persistedQuery must be ${shape}.`);
  }
  if (query === undefined || query === null || query === '') {
    const text = documents.textOf(hash) ?? documents.rememberedText(hash);
    if (text === undefined) return textWanted(reply);
    setText(request, text);
    return undefined;
  }
  // Apollo Server says what is wrong with a query that is no text.
  if (typeof query !== 'string') return documents.admits(query) ? undefined : refuseDocument(reply);
  if (documents.textOf(hash) !== query && sha256(query) !== hash) {
    const message = 'extensions.persistedQuery.sha256Hash is not the SHA-256 of the query.';
    return refuse(reply, 400, 'BAD_REQUEST', message);
  }
  if (!documents.admits(query)) return refuseDocument(reply);
  documents.remember(hash, query);
  setText(request, query);
  return undefined;
}

/**
 * Has a client send the text as well. Clients know this answer by its message (urql, Apollo Kotlin and iOS) or its code
 * (Apollo Client), and Apollo Kotlin and iOS look into an answer only if its status is 200.
 */
function textWanted(reply: FastifyReply): FastifyReply {
  return refuse(reply, 200, 'PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
}

function refuseDocument(reply: FastifyReply): FastifyReply {
  const message = 'This gateway runs only the documents that its operator names.';
  return refuse(reply, 403, 'DOCUMENT_NOT_TRUSTED', message);
}

/** What a request says: its JSON body, or its query string as Apollo Server reads it. */
function parameters({ method, body, url }: FastifyRequest): Parameters {
  if (method === 'POST') return isJsonObject(body) ? body : {};
  const search = searchOf(url);
  const values = ['query', 'documentId', 'extensions'].map((name): [string, unknown] => {
    const given = search.getAll(name);
    return [name, given.length > 1 ? given : given[0]];
  });
  const { extensions, ...others } = Object.fromEntries(values);
  return { ...others, extensions: parsed(extensions) };
}

/** The request goes on as if its client had sent this text and no id. */
function setText(request: FastifyRequest, query: string): void {
  if (request.method === 'POST') {
    const { documentId: _, extensions, ...body } = request.body as Parameters;
    const others = withoutPersistedQuery(extensions);
    request.body = { ...body, ...(others && { extensions: others }), query };
    return;
  }
  const search = searchOf(request.url);
  const others = withoutPersistedQuery(parsed(search.get('extensions')));
  search.delete('documentId');
  search.delete('extensions');
  if (others) search.set('extensions', JSON.stringify(others));
  search.set('query', query);
  // Apollo's integration reads the query string from here.
  request.raw.url = `/graphql?${search}`;
}

function withoutPersistedQuery(extensions: unknown): Parameters | undefined {
  const { persistedQuery: _, ...others } = isJsonObject(extensions) ? extensions : {};
  return Object.keys(others).length > 0 ? others : undefined;
}

function searchOf(url: string): URLSearchParams {
  return new URL(url, 'http://gateway').searchParams;
}

function parsed(json: unknown): unknown {
  if (typeof json !== 'string') return undefined;
  try {
    return JSON.parse(json);
  } catch {
    // Apollo Server says what is wrong with it.
    return undefined;
  }
}
