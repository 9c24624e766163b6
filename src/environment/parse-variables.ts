import type { z } from 'zod';
import type { Environment } from './environment.js';

/** The values of the variables that `schema` names, or the problems with them. No problem repeats a value. */
export function parseVariables<Schema extends z.ZodType>(
  schema: Schema,
  env: Environment,
): { values: z.output<Schema> | undefined; problems: string[] } {
  const result = schema.safeParse(env);
  if (result.success) return { values: result.data, problems: [] };
  const problems = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  return { values: undefined, problems: [...new Set(problems)] };
}
