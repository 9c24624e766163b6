import type { z } from 'zod';

/** The message begins with the name of the wrong field. The control API answers with 400. */
export class InvalidControlInput extends Error {
  override readonly name = 'InvalidControlInput';
}

/** The input as the schema gives it. Throws an `InvalidControlInput` that names every wrong field. */
export function readControlInput<Output, Input>(schema: z.ZodType<Output, Input>, input: unknown): Output {
  const { data, error } = schema.safeParse(input);
  if (!error) return data as Output;
  const problems = error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw new InvalidControlInput(problems.join('; '));
}

export interface ControlRoute {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** A segment that begins with `:` matches any text, which is passed on decoded. */
  path: string;
  /** Returns the value to answer as JSON. If it returns nothing, the answer is 204. */
  run(parameters: Readonly<Record<string, string>>, body: unknown): unknown;
}

/** Answers a control request. `path` is the part after `/_control`. */
export function answerControlRequest(
  routes: readonly ControlRoute[],
  method: string,
  path: string,
  body: Buffer,
): { status: number; body: string } {
  for (const route of routes) {
    const parameters = route.method === method ? matchPath(route.path, path) : undefined;
    if (!parameters) continue;
    try {
      const result = route.run(parameters, body.length === 0 ? undefined : parseJson(body));
      return result === undefined ? { status: 204, body: '' } : answer(200, result);
    } catch (error) {
      if (error instanceof InvalidControlInput) return answer(400, { error: error.message });
      throw error;
    }
  }
  return answer(404, {
    error: `there is no ${method} /_control${path}; src/emulators/README.md lists the routes`,
  });
}

function answer(status: number, value: unknown) {
  return { status, body: `${JSON.stringify(value, null, 2)}\n` };
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const expected = pattern.split('/');
  const given = path.split('/');
  if (expected.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of expected.entries()) {
    const value = decodeSegment(given[index] ?? '');
    if (segment.startsWith(':')) parameters[segment.slice(1)] = value;
    else if (segment !== value) return undefined;
  }
  return parameters;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new InvalidControlInput('body: is not JSON');
  }
}
