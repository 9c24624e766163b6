import type { z } from 'zod';
import type { Environment } from './environment.js';

/** Variables that belong together, and the configuration that they make. Each group is declared by what it configures. */
export interface VariableGroup<Shape extends z.ZodRawShape, Config> {
  /** What each variable may hold. */
  readonly shape: Shape;
  /** The variables that can be given as files too, by `<name>_FILE`. */
  readonly files: readonly string[];
  config(values: z.output<z.ZodObject<Shape>>): Config;
}

/** The variables of something that is on as soon as one of them is set. */
export interface OptionalGroup<Shape extends z.ZodRawShape, Config>
  extends VariableGroup<Shape, Config | undefined> {
  /** What the variables turn on, for messages. */
  readonly title: string;
  /** All of these must be set, or none. */
  readonly required: readonly string[];
  /** The variables that have no default and make no sense without the required ones. */
  readonly onlyWithRequired: readonly string[];
}

/** Whether the group is on, and what is missing then. */
export function stateOfGroup(
  {
    required,
    onlyWithRequired,
  }: Pick<OptionalGroup<z.ZodRawShape, unknown>, 'required' | 'onlyWithRequired'>,
  env: Environment,
): { on: boolean; problems: readonly string[] } {
  const set = [...required, ...onlyWithRequired].filter((name) => env[name] !== undefined);
  const missing = required.filter((name) => env[name] === undefined);
  if (set.length === 0 || missing.length === 0) return { on: set.length > 0, problems: [] };
  const problem = `${missing.join(' and ')} must be set too, since ${set.join(' and ')} is set`;
  return { on: true, problems: [problem] };
}
