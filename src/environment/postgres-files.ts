import { statSync } from 'node:fs';

/** The parameters of an address that name files. */
const FILES = ['sslcert', 'sslkey', 'sslrootcert'] as const;
/** Some hundred certificates. */
const MAX_BYTES = 1_000_000;
/** Those that `pg` knows. It would take any other for the strictest. */
const SSL_MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

/**
 * Why an address of PostgreSQL cannot be used, without a full stop; or nothing. `pg` reads the whole of each file that the
 * address names, so it would wait for ever for a pipe, and never come to the end of a device.
 */
export function problemOfParameters(address: string): string | undefined {
  const [, query = ''] = /\?([^#]*)/s.exec(address) ?? [];
  const parameters = new URLSearchParams(query);
  if (parameters.getAll('sslmode').some((mode) => !SSL_MODES.includes(mode))) {
    return `sslmode must be one of ${SSL_MODES.join(', ')}`;
  }
  const problems = FILES.flatMap((name) => parameters.getAll(name).map((path) => problemOfFile(name, path)));
  return problems.find((problem) => problem !== undefined);
}

function problemOfFile(name: string, path: string): string | undefined {
  try {
    const file = statSync(path);
    if (!file.isFile()) return `${name} names ${path}, which is not a regular file`;
    return file.size > MAX_BYTES
      ? `the file of ${name}, ${path}, must not have more than ${MAX_BYTES} bytes`
      : undefined;
  } catch (error) {
    return `the file of ${name}, ${path}, cannot be read (${(error as NodeJS.ErrnoException).code})`;
  }
}
