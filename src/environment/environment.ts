import { readFileSync } from 'node:fs';

/** The variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The variables of `environment`, by default this process's. Each of `fileVariables` can be given as a file instead, as
 * orchestrators mount secrets: `<name>_FILE` names the file, and the result has its text under `<name>`.
 */
export function readEnvironment(
  fileVariables: readonly string[],
  environment: Environment = process.env,
): { env: Environment; problems: string[] } {
  const env = { ...withoutEmpty(environment) };
  const problems: string[] = [];
  for (const name of fileVariables) {
    const file = env[`${name}_FILE`];
    if (file === undefined) continue;
    delete env[`${name}_FILE`];
    if (env[name] !== undefined) problems.push(`${name} and ${name}_FILE must not both be set`);
    try {
      env[name] = readFileSync(file, 'utf8').trimEnd();
    } catch (error) {
      problems.push(`${name}_FILE cannot be read (${(error as NodeJS.ErrnoException).code})`);
    }
  }
  return { env, problems };
}

/** Compose files and CI systems pass on unset variables as empty ones. */
function withoutEmpty(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}
