import 'reflect-metadata';
import type { VendorQuery } from '../reads/vendor-query.js';
import { BlacklistResolver } from './blacklist/blacklist.resolver.js';
import { BlacklistMembershipsResolver } from './blacklist-memberships/blacklist-memberships.resolver.js';

/** The only list of the queries that read from vendors. Everything else that depends on them is derived from it. */
export const QUERY_RESOLVERS = [BlacklistResolver, BlacklistMembershipsResolver] as const;

export const VENDOR_QUERIES: readonly VendorQuery[] = QUERY_RESOLVERS.map(({ query }) => query);
