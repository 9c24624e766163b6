import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionResult } from 'graphql';
import type { RequestContext } from '../context.js';
import { answerType } from './answer-type.js';
import { markFaults, publicError } from './graphql-errors.js';
import { refuse } from './http-errors.js';
import type { TrustedDocuments } from './trusted-documents.js';

type Body = Record<string, unknown>;
/** The answer's text; undefined, with nothing executed, where Apollo Server has to answer. */
type TrustedAnswer = (request: FastifyRequest, reply: FastifyReply) => Promise<string | undefined>;

/**
 * Puts a document's text in the place of its id, and refuses documents that may not be run. Clients send ids in two ways,
 * and both are understood: `documentId`, and `extensions.persistedQuery.sha256Hash`.
 */
export function resolveDocument(
  documents: TrustedDocuments,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | undefined {
  if (documents.mode === 'off') return undefined;
  const body = isObject(request.body) ? request.body : undefined;
  const id = body?.query === undefined ? documentId(body) : undefined;
  if (body && id !== undefined) {
    const text = documents.textOf(id);
    if (text === undefined) {
      return refuse(reply, 400, 'PERSISTED_QUERY_NOT_FOUND', 'No document has this id here.');
    }
    request.body = { ...withoutId(body), query: text };
    return undefined;
  }
  const text = body ? body.query : (request.query as Body).query;
  if (documents.admits(text)) return undefined;
  return refuse(
    reply,
    403,
    'DOCUMENT_NOT_TRUSTED',
    'This gateway runs only the documents that its operator names.',
  );
}

/** Runs trusted documents. Apollo Server would give the same answers after more work. */
export function trustedAnswers(
  documents: TrustedDocuments,
  contextOf: (request: FastifyRequest, reply: FastifyReply) => RequestContext,
): TrustedAnswer {
  return async (request, reply) => {
    const body = request.method === 'POST' && isObject(request.body) ? request.body : undefined;
    if (typeof body?.query !== 'string' || body.extensions !== undefined) return undefined;
    const document = documents.parsed(body.query);
    if (!document) return undefined;
    const context = contextOf(request, reply);
    const result = await document.run(body.operationName, body.variables, context);
    if (!result) return undefined;
    request.log.trace('ran as a trusted document');
    void reply.header('content-type', answerType(request.headers.accept));
    return answerText(result, context);
  };
}

/** With the keys in Apollo Server's order, and its line break at the end. */
function answerText({ data, errors }: ExecutionResult, context: RequestContext): string {
  if (!errors) return `${JSON.stringify({ data })}\n`;
  markFaults(errors, context);
  const shown = errors.map((error) => publicError(error.toJSON(), error));
  return `${JSON.stringify({ errors: shown, data })}\n`;
}

function documentId({ documentId, extensions }: Body = {}): string | undefined {
  if (typeof documentId === 'string') return documentId;
  const persisted = isObject(extensions) ? extensions.persistedQuery : undefined;
  const hash = isObject(persisted) ? persisted.sha256Hash : undefined;
  return typeof hash === 'string' ? hash : undefined;
}

function withoutId({ documentId: _, extensions, ...body }: Body): Body {
  const { persistedQuery: _hash, ...others } = isObject(extensions) ? extensions : {};
  return Object.keys(others).length > 0 ? { ...body, extensions: others } : body;
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
