/**
 * The addresses of a database's servers, one for each host in `text`. As in libpq, several hosts are separated by
 * commas, each with its own port, and a host may be a socket's folder: `postgres://user@/name?host=/cloudsql/…`.
 * Undefined if the text is not such an address.
 */
export function postgresAddresses(text: string): string[] | undefined {
  const [, start, authority = '', rest = ''] = /^(postgres(?:ql)?:\/\/)([^/?#]*)(.*)$/s.exec(text) ?? [];
  if (start === undefined) return undefined;
  const at = authority.lastIndexOf('@') + 1;
  const hosts = authority.slice(at).split(',');
  if (hosts.length > 1 && hosts.includes('')) return undefined;
  const addresses = hosts.map((host) => `${start}${authority.slice(0, at)}${host}${rest}`);
  return addresses.every(isAddress) ? addresses : undefined;
}

function isAddress(address: string): boolean {
  // A URL with a user must have a host. PostgreSQL's may have it in the query.
  const withHost = address.replace(/@(?=[/?]|$)/, '@host');
  if (!URL.canParse(withHost)) return false;
  const { searchParams } = new URL(withHost);
  // Such a list is for libpq alone.
  return ['host', 'port'].every((name) => !searchParams.get(name)?.includes(','));
}
