import type { FastifyError, FastifyInstance } from 'fastify';

/** Gives every error below GraphQL (bad JSON, too large a body, an unknown path) the shape of a GraphQL answer. */
export function registerHttpErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) {
      request.log.error({ err: error }, 'fault in a request');
      const extensions = { code: 'INTERNAL_SERVER_ERROR', requestId: request.id };
      return reply.code(500).send({ errors: [{ message: 'Internal error.', extensions }] });
    }
    const extensions = { code: status === 413 ? 'PAYLOAD_TOO_LARGE' : 'BAD_REQUEST' };
    return reply.code(status).send({ errors: [{ message: error.message, extensions }] });
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({
      errors: [{ message: 'Nothing is here; GraphQL is at /graphql.', extensions: { code: 'NOT_FOUND' } }],
    }),
  );
}
