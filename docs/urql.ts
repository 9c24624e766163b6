/** The code of urql.md, which test/docs.test.ts keeps the same. */
import { Client, cacheExchange, fetchExchange } from '@urql/core';

export function createUrqlClient(url: string, getToken: () => string): Client {
  return new Client({
    url,
    exchanges: [cacheExchange, fetchExchange],
    preferGetMethod: false,
    fetchOptions: () => ({ headers: { authorization: `Bearer ${getToken()}` } }),
  });
}
