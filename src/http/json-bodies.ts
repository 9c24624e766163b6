import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../time/clock.js';
import { refuse } from './http-errors.js';
import { LARGE_BYTES } from './large-bodies.js';
import { ParseTurns } from './parse-turns.js';

/**
 * Refuses a body that is not JSON, and a request whose text is in another encoding than UTF-8, before its body is read. A decoder would replace
 * what it cannot read by U+FFFD, so that two ids become one, and an action would hit the wrong user.
 */
export function refuseOtherBodies(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  if (request.method !== 'POST') return isUtf8Url(request.url) ? undefined : refuseUrl(reply);
  const { 'content-type': type = '', 'content-encoding': coding = '' } = request.headers;
  if (!isPlain(coding)) {
    void reply.header('accept-encoding', 'identity');
    return unsupported(reply, 'The body must not be compressed: no Content-Encoding is read.');
  }
  // What `curl --data` sends by itself, for example.
  if (!/^application\/json *(;|$)/i.test(type)) {
    return unsupported(reply, 'The body must be JSON: the Content-Type header must be application/json.');
  }
  if (!isInUtf8(type)) {
    return unsupported(reply, 'The body must be UTF-8: the Content-Type header must name no other charset.');
  }
  return undefined;
}

/** Reads JSON bodies. Large ones are parsed one at a time, so that small ones need not wait for them all. */
export function readJsonInTurns(scope: FastifyInstance, clock: Clock): void {
  // A user's `ext` may have any key; the StringMap scalar keeps `__proto__` and `constructor` from doing harm.
  const readJson = scope.getDefaultJsonParser('ignore', 'ignore');
  const turns = new ParseTurns(clock);
  scope.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (!isUtf8(body))
      return done(Object.assign(new Error('The body is not valid UTF-8.'), { statusCode: 400 }));
    const parse = () => void readJson(request, body.toString(), done);
    if (body.length < LARGE_BYTES) parse();
    else turns.take(parse);
  });
}

/** Every charset that the header names, in case it names two. Other parameters do not matter. */
function isInUtf8(contentType: string): boolean {
  if (!contentType.includes(';')) return true;
  const charsets = contentType.matchAll(/;\s*charset\s*=\s*(?:"([^"]*)"?|([^;]*))/gi);
  return [...charsets].every(([, quoted, bare]) => /^utf-?8$/i.test((quoted ?? bare ?? '').trim()));
}

function isPlain(contentEncoding: string): boolean {
  if (contentEncoding === '') return true;
  return contentEncoding.split(',').every((coding) => /^(identity)?$/i.test(coding.trim()));
}

/** `decodeURIComponent` refuses what is not UTF-8; `URLSearchParams`, which reads the query, replaces it by U+FFFD. */
function isUtf8Url(url: string): boolean {
  try {
    decodeURIComponent(url);
  } catch {
    return false;
  }
  return /^[\x21-\x7e]*$/.test(url);
}

function refuseUrl(reply: FastifyReply): FastifyReply {
  return refuse(reply, 400, 'BAD_REQUEST', 'The query string is not percent-encoded UTF-8.');
}

function unsupported(reply: FastifyReply, message: string): FastifyReply {
  return refuse(reply, 415, 'UNSUPPORTED_MEDIA_TYPE', message);
}
