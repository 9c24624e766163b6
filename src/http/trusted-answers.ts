import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionResult } from 'graphql';
import type { RequestContext } from '../context.js';
import { isJsonObject } from '../values/json-object.js';
import { answerType } from './answer-type.js';
import { markFaults, publicError } from './graphql-errors.js';
import type { TrustedDocuments } from './trusted-documents.js';

/** The answer's text; undefined, with nothing executed, where Apollo Server has to answer. */
type TrustedAnswer = (request: FastifyRequest, reply: FastifyReply) => Promise<string | undefined>;

/** Runs trusted documents. Apollo Server would give the same answers after more work. */
export function trustedAnswers(
  documents: TrustedDocuments,
  contextOf: (request: FastifyRequest, reply: FastifyReply) => RequestContext,
): TrustedAnswer {
  return async (request, reply) => {
    const body = request.method === 'POST' && isJsonObject(request.body) ? request.body : undefined;
    if (typeof body?.query !== 'string') return undefined;
    // The gateway uses no extensions, but many clients send some, such as their name. Apollo Server refuses others.
    if (body.extensions !== undefined && !isJsonObject(body.extensions)) return undefined;
    const document = documents.parsed(body.query);
    if (!document) return undefined;
    const context = contextOf(request, reply);
    const result = await document.run(body.operationName, body.variables, context);
    if (!result) return undefined;
    request.log.trace('ran as a trusted document');
    void reply.header('content-type', answerType(request.headers.accept));
    // Apollo Server ends its answers with a line break.
    return `${answerText(result, context)}\n`;
  };
}

/** With the keys in Apollo Server's order. */
export function answerText(
  { data, errors }: ExecutionResult,
  context: RequestContext,
  show: typeof publicError = publicError,
): string {
  if (!errors) return JSON.stringify({ data });
  markFaults(errors, context);
  const shown = errors.map((error) => show(error.toJSON(), error));
  return JSON.stringify({ errors: shown, data });
}
