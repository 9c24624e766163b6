import { Secret } from '../values/secret.js';
import { readBounded } from './bounded-file.js';
import {
  MAX_SECRET_BYTES,
  type SecretText,
  secretOfFile,
  secretOfVariable,
  unreadableSecret,
} from './secret-text.js';

/** The variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A secret that came from a file. */
export interface SecretFile {
  /** The variable that the secret is for, without `_FILE`. */
  variable: string;
  path: string;
  text: Secret;
}

/**
 * The variables of `environment`, by default this process's. `secrets` are those whose value is a secret. Each can be
 * given as a file instead, as orchestrators mount secrets: `<name>_FILE` names the file, and the result has its text
 * under `<name>`.
 */
export function readEnvironment(
  secrets: readonly string[],
  environment: Environment = process.env,
): { env: Environment; problems: string[]; files: readonly SecretFile[] } {
  const env: Record<string, string | undefined> = withoutEmpty(environment);
  const problems: string[] = [];
  const files: SecretFile[] = [];
  for (const variable of secrets) {
    const path = env[`${variable}_FILE`];
    const value = env[variable];
    delete env[`${variable}_FILE`];
    if (path !== undefined && value !== undefined) {
      problems.push(`${variable} and ${variable}_FILE must not both be set`);
    }
    if (path === undefined && value === undefined) continue;
    const { text, problem } =
      path === undefined ? secretOfVariable(variable, value ?? '') : readFile(variable, path);
    if (problem !== undefined) problems.push(problem);
    env[variable] = text ?? value;
    if (path !== undefined) files.push({ variable, path, text: new Secret(text ?? '') });
  }
  return { env, problems, files };
}

/**
 * Those of a command's options that npm has taken for itself: `npm run journal export --status UNKNOWN` lacks `--`, so npm
 * passes only `export` and `UNKNOWN` on. npm sets a variable for each option that it takes. `names` must be none of npm's
 * own settings.
 */
export function optionsTakenByNpm(
  names: readonly string[],
  environment: Environment = process.env,
): string[] {
  return names.filter((name) => environment[`npm_config_${name.replaceAll('-', '_')}`] !== undefined);
}

function readFile(variable: string, path: string): SecretText {
  try {
    return secretOfFile(variable, readBounded(path, MAX_SECRET_BYTES));
  } catch (error) {
    return unreadableSecret(variable, error);
  }
}

/** Compose files and CI systems pass on unset variables as empty ones. */
function withoutEmpty(environment: Environment): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}
