/** The variables that say where a server listens. Without `host`, it listens on this machine's loopback. */
export interface ListenVariables {
  port: string;
  host?: string;
}

/** A server cannot listen where its variables say. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen';
}

/** Resolves as `listens` does. If the system refuses the address, rejects with a `CannotListen` that names the variable. */
export async function listening<Result>(
  variables: ListenVariables,
  listens: Promise<Result>,
): Promise<Result> {
  try {
    return await listens;
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    throw new CannotListen(reason(error as SystemError, variables), { cause: error });
  }
}

interface SystemError extends NodeJS.ErrnoException {
  address?: string;
  port?: number;
  hostname?: string;
}

function reason(error: SystemError, { port, host = port }: ListenVariables): string {
  const at = `${error.address}:${error.port}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return `${port}: cannot listen on ${at}, because another process does.`;
    case 'EACCES':
      return `${port}: cannot listen on ${at}, because this user may not.`;
    case 'EADDRNOTAVAIL':
      return `${host}: ${error.address} is not an address of this machine.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${host}: no address is known for the name ${error.hostname} (${error.code}).`;
    default:
      return `${host}, ${port}: cannot listen there (${error.code}).`;
  }
}
