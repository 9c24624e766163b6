/** The moderator console: the bundle of `examples/console/`, which `npm run build:console` writes. */
import type { FastifyInstance } from 'fastify';
import type { PlaygroundToken } from '../playground/playground-token.js';
import { loadBuiltPage, pageHeaders, registerAssets, sendPage } from './built-page.js';

export interface ConsoleOptions {
  /** Everybody who opens the page gets these. Without any, readers put a token of their own into the page. */
  tokens: readonly PlaygroundToken[];
  /** Where the bundle is. */
  directory?: URL;
}

const HEADERS = pageHeaders([
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  // The empty icon, which keeps browsers from asking for /favicon.ico.
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
]);

/** `dist/console/`, from the compiled module and from its source alike. */
const BUILT_CONSOLE = new URL('../../dist/console/', import.meta.url);

/** Serves the console at `/console`. Throws if it was not built. */
export async function registerConsole(
  app: FastifyInstance,
  { tokens, directory = BUILT_CONSOLE }: ConsoleOptions,
): Promise<void> {
  const built = await loadBuiltPage({ name: 'console', directory, tokensId: 'callers', tokens });
  for (const path of ['/console', '/console/']) {
    app.get(path, (_request, reply) => sendPage(reply, built, HEADERS));
  }
  registerAssets(app, '/console', built, HEADERS);
}
