import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import 'reflect-metadata';
import { VENDOR_QUERIES } from '../../src/queries/queries.js';
import type { VendorQuery } from '../../src/reads/vendor-query.js';
import { BlacklistDocument, BlacklistMembershipsDocument } from '../generated/graphql.js';
import { type VendorSample, vendorSample } from '../vendors/vendor-samples.js';

interface QuerySample {
  // biome-ignore lint/suspicious/noExplicitAny: each document has a type of its own.
  document: TypedDocumentNode<any, any>;
  /** Valid variables, without an application. */
  variables: Readonly<Record<string, unknown>>;
  /** The vendor's api that is called. */
  api: string;
}

/** By the query's name. */
const SAMPLES: Readonly<Record<string, QuerySample>> = {
  blacklist: { document: BlacklistDocument, variables: { userId: '10001' }, api: 'GetBlackList' },
  blacklistMemberships: {
    document: BlacklistMembershipsDocument,
    variables: { userId: '10001', userIds: ['10006', '10009'] },
    api: 'IsInBlackList',
  },
};

export interface SampledQuery extends QuerySample, VendorQuery {
  sample: VendorSample;
}

/** Every query that reads from a vendor. One without a sample fails here. */
export const SAMPLED_QUERIES: readonly SampledQuery[] = VENDOR_QUERIES.map((query) => {
  const sample = SAMPLES[query.query];
  if (!sample) throw new Error(`${query.query} has no sample: add it to test/queries/query-samples.ts`);
  return { ...query, ...sample, sample: vendorSample(query.vendor) };
});
