/* eslint-disable */
import * as types from './graphql.js';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "fragment ModerationErrorFields on ModerationError {\n  code\n  message\n  retryable\n  retryAfterMs\n  outcome\n  vendor\n  vendorCode\n  vendorRequestId\n  actionId\n  ... on ForbiddenError {\n    missingGrant\n  }\n  ... on InvalidInputError {\n    issues {\n      path\n      code\n      message\n    }\n  }\n}": typeof types.ModerationErrorFieldsFragmentDoc,
    "fragment ModerationActionFields on ModerationAction {\n  id\n  requestedAt\n  finishedAt\n  actor\n  operation\n  vendor\n  applicationId\n  roomId\n  listOwnerId\n  inboxType\n  state\n  targets {\n    userId\n    outcome\n    code\n    vendorCode\n  }\n  status\n  code\n  message\n  reason\n  idempotencyKey\n  vendorCode\n  vendorRequestIds\n  attempts\n  durationMs\n  recovered\n  requestId\n}": typeof types.ModerationActionFieldsFragmentDoc,
    "query ModerationAction($id: ID!) {\n  moderationAction(id: $id) {\n    ...ModerationActionFields\n  }\n}": typeof types.ModerationActionDocument,
    "query ModerationActions($filter: ModerationActionFilter, $first: Int, $after: String) {\n  moderationActions(filter: $filter, first: $first, after: $after) {\n    edges {\n      cursor\n      node {\n        ...ModerationActionFields\n      }\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n    }\n  }\n}": typeof types.ModerationActionsDocument,
    "mutation AddToBlacklist($input: AddToBlacklistInput!) {\n  addToBlacklist(input: $input) {\n    __typename\n    ... on AddToBlacklistSuccess {\n      appId\n      userId\n      addedUserIds\n      vendorRequestIds\n      actionId\n    }\n    ... on AddToBlacklistPartialFailure {\n      appId\n      userId\n      addedUserIds\n      failures {\n        index\n        userId\n        error {\n          __typename\n          ...ModerationErrorFields\n        }\n      }\n      vendorRequestIds\n      actionId\n    }\n    ...ModerationErrorFields\n  }\n}": typeof types.AddToBlacklistDocument,
    "mutation RemoveFromBlacklist($input: RemoveFromBlacklistInput!) {\n  removeFromBlacklist(input: $input) {\n    __typename\n    ... on RemoveFromBlacklistSuccess {\n      appId\n      userId\n      removedUserIds\n      notListedUserIds\n      vendorRequestIds\n      actionId\n    }\n    ... on RemoveFromBlacklistPartialFailure {\n      appId\n      userId\n      removedUserIds\n      notListedUserIds\n      failures {\n        index\n        userId\n        error {\n          __typename\n          ...ModerationErrorFields\n        }\n      }\n      vendorRequestIds\n      actionId\n    }\n    ...ModerationErrorFields\n  }\n}": typeof types.RemoveFromBlacklistDocument,
    "mutation SetUserMediaState($input: SetUserMediaStateInput!) {\n  setUserMediaState(input: $input) {\n    __typename\n    ... on SetUserMediaStateSuccess {\n      sdkAppId\n      roomId\n      userId\n      state\n      vendorRequestId\n      actionId\n    }\n    ...ModerationErrorFields\n  }\n}": typeof types.SetUserMediaStateDocument,
    "mutation UpdateBlacklist($input: UpdateBlacklistInput!) {\n  updateBlacklist(input: $input) {\n    __typename\n    ... on UpdateBlacklistSuccess {\n      appId\n      userId\n      updatedUserIds\n      vendorRequestIds\n      actionId\n    }\n    ... on UpdateBlacklistPartialFailure {\n      appId\n      userId\n      updatedUserIds\n      failures {\n        index\n        userId\n        error {\n          __typename\n          ...ModerationErrorFields\n        }\n      }\n      vendorRequestIds\n      actionId\n    }\n    ...ModerationErrorFields\n  }\n}": typeof types.UpdateBlacklistDocument,
    "query BlacklistMemberships($appId: Int, $userId: Int64ID!, $inboxType: Int, $userIds: [Int64ID!]!) {\n  blacklistMemberships(\n    appId: $appId\n    userId: $userId\n    inboxType: $inboxType\n    userIds: $userIds\n  ) {\n    userId\n    isListed\n  }\n}": typeof types.BlacklistMembershipsDocument,
    "query Blacklist($appId: Int, $userId: Int64ID!, $inboxType: Int, $first: Int, $after: String) {\n  blacklist(\n    appId: $appId\n    userId: $userId\n    inboxType: $inboxType\n    first: $first\n    after: $after\n  ) {\n    edges {\n      cursor\n      node {\n        id\n        userId\n        ext\n        addedAt\n        changedAt\n        endsAt\n      }\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n    }\n    totalCount\n  }\n}": typeof types.BlacklistDocument,
    "query Vendors {\n  vendors {\n    vendor\n    enabled\n    breaker\n    lastErrorAt\n    quotas {\n      scope\n      callsPerSecond\n      slotsLeft\n      callsWaiting\n    }\n  }\n}": typeof types.VendorsDocument,
    "query Viewer {\n  viewer {\n    subject\n    scopes\n    sdkAppIds\n    appIds\n    allRooms\n    rooms\n    volcUserId\n    expiresAt\n  }\n}": typeof types.ViewerDocument,
};
const documents: Documents = {
    "fragment ModerationErrorFields on ModerationError {\n  code\n  message\n  retryable\n  retryAfterMs\n  outcome\n  vendor\n  vendorCode\n  vendorRequestId\n  actionId\n  ... on ForbiddenError {\n    missingGrant\n  }\n  ... on InvalidInputError {\n    issues {\n      path\n      code\n      message\n    }\n  }\n}": types.ModerationErrorFieldsFragmentDoc,
    "fragment ModerationActionFields on ModerationAction {\n  id\n  requestedAt\n  finishedAt\n  actor\n  operation\n  vendor\n  applicationId\n  roomId\n  listOwnerId\n  inboxType\n  state\n  targets {\n    userId\n    outcome\n    code\n    vendorCode\n  }\n  status\n  code\n  message\n  reason\n  idempotencyKey\n  vendorCode\n  vendorRequestIds\n  attempts\n  durationMs\n  recovered\n  requestId\n}": types.ModerationActionFieldsFragmentDoc,
    "query ModerationAction($id: ID!) {\n  moderationAction(id: $id) {\n    ...ModerationActionFields\n  }\n}": types.ModerationActionDocument,
    "query ModerationActions($filter: ModerationActionFilter, $first: Int, $after: String) {\n  moderationActions(filter: $filter, first: $first, after: $after) {\n    edges {\n      cursor\n      node {\n        ...ModerationActionFields\n      }\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n    }\n  }\n}": types.ModerationActionsDocument,
    "mutation AddToBlacklist($input: AddToBlacklistInput!) {\n  addToBlacklist(input: $input) {\n    __typename\n    ... on AddToBlacklistSuccess {\n      appId\n      userId\n      addedUserIds\n      vendorRequestIds\n      actionId\n    }\n    ... on AddToBlacklistPartialFailure {\n      appId\n      userId\n      addedUserIds\n      failures {\n        index\n        userId\n        error {\n          __typename\n          ...ModerationErrorFields\n        }\n      }\n      vendorRequestIds\n      actionId\n    }\n    ...ModerationErrorFields\n  }\n}": types.AddToBlacklistDocument,
    "mutation RemoveFromBlacklist($input: RemoveFromBlacklistInput!) {\n  removeFromBlacklist(input: $input) {\n    __typename\n    ... on RemoveFromBlacklistSuccess {\n      appId\n      userId\n      removedUserIds\n      notListedUserIds\n      vendorRequestIds\n      actionId\n    }\n    ... on RemoveFromBlacklistPartialFailure {\n      appId\n      userId\n      removedUserIds\n      notListedUserIds\n      failures {\n        index\n        userId\n        error {\n          __typename\n          ...ModerationErrorFields\n        }\n      }\n      vendorRequestIds\n      actionId\n    }\n    ...ModerationErrorFields\n  }\n}": types.RemoveFromBlacklistDocument,
    "mutation SetUserMediaState($input: SetUserMediaStateInput!) {\n  setUserMediaState(input: $input) {\n    __typename\n    ... on SetUserMediaStateSuccess {\n      sdkAppId\n      roomId\n      userId\n      state\n      vendorRequestId\n      actionId\n    }\n    ...ModerationErrorFields\n  }\n}": types.SetUserMediaStateDocument,
    "mutation UpdateBlacklist($input: UpdateBlacklistInput!) {\n  updateBlacklist(input: $input) {\n    __typename\n    ... on UpdateBlacklistSuccess {\n      appId\n      userId\n      updatedUserIds\n      vendorRequestIds\n      actionId\n    }\n    ... on UpdateBlacklistPartialFailure {\n      appId\n      userId\n      updatedUserIds\n      failures {\n        index\n        userId\n        error {\n          __typename\n          ...ModerationErrorFields\n        }\n      }\n      vendorRequestIds\n      actionId\n    }\n    ...ModerationErrorFields\n  }\n}": types.UpdateBlacklistDocument,
    "query BlacklistMemberships($appId: Int, $userId: Int64ID!, $inboxType: Int, $userIds: [Int64ID!]!) {\n  blacklistMemberships(\n    appId: $appId\n    userId: $userId\n    inboxType: $inboxType\n    userIds: $userIds\n  ) {\n    userId\n    isListed\n  }\n}": types.BlacklistMembershipsDocument,
    "query Blacklist($appId: Int, $userId: Int64ID!, $inboxType: Int, $first: Int, $after: String) {\n  blacklist(\n    appId: $appId\n    userId: $userId\n    inboxType: $inboxType\n    first: $first\n    after: $after\n  ) {\n    edges {\n      cursor\n      node {\n        id\n        userId\n        ext\n        addedAt\n        changedAt\n        endsAt\n      }\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n    }\n    totalCount\n  }\n}": types.BlacklistDocument,
    "query Vendors {\n  vendors {\n    vendor\n    enabled\n    breaker\n    lastErrorAt\n    quotas {\n      scope\n      callsPerSecond\n      slotsLeft\n      callsWaiting\n    }\n  }\n}": types.VendorsDocument,
    "query Viewer {\n  viewer {\n    subject\n    scopes\n    sdkAppIds\n    appIds\n    allRooms\n    rooms\n    volcUserId\n    expiresAt\n  }\n}": types.ViewerDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment ModerationErrorFields on ModerationError {\n  code\n  message\n  retryable\n  retryAfterMs\n  outcome\n  vendor\n  vendorCode\n  vendorRequestId\n  actionId\n  ... on ForbiddenError {\n    missingGrant\n  }\n  ... on InvalidInputError {\n    issues {\n      path\n      code\n      message\n    }\n  }\n}"): (typeof documents)["fragment ModerationErrorFields on ModerationError {\n  code\n  message\n  retryable\n  retryAfterMs\n  outcome\n  vendor\n  vendorCode\n  vendorRequestId\n  actionId\n  ... on ForbiddenError {\n    missingGrant\n  }\n  ... on InvalidInputError {\n    issues {\n      path\n      code\n      message\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment ModerationActionFields on ModerationAction {\n  id\n  requestedAt\n  finishedAt\n  actor\n  operation\n  vendor\n  applicationId\n  roomId\n  listOwnerId\n  inboxType\n  state\n  targets {\n    userId\n    outcome\n    code\n    vendorCode\n  }\n  status\n  code\n  message\n  reason\n  idempotencyKey\n  vendorCode\n  vendorRequestIds\n  attempts\n  durationMs\n  recovered\n  requestId\n}"): (typeof documents)["fragment ModerationActionFields on ModerationAction {\n  id\n  requestedAt\n  finishedAt\n  actor\n  operation\n  vendor\n  applicationId\n  roomId\n  listOwnerId\n  inboxType\n  state\n  targets {\n    userId\n    outcome\n    code\n    vendorCode\n  }\n  status\n  code\n  message\n  reason\n  idempotencyKey\n  vendorCode\n  vendorRequestIds\n  attempts\n  durationMs\n  recovered\n  requestId\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ModerationAction($id: ID!) {\n  moderationAction(id: $id) {\n    ...ModerationActionFields\n  }\n}"): (typeof documents)["query ModerationAction($id: ID!) {\n  moderationAction(id: $id) {\n    ...ModerationActionFields\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ModerationActions($filter: ModerationActionFilter, $first: Int, $after: String) {\n  moderationActions(filter: $filter, first: $first, after: $after) {\n    edges {\n      cursor\n      node {\n        ...ModerationActionFields\n      }\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n    }\n  }\n}"): (typeof documents)["query ModerationActions($filter: ModerationActionFilter, $first: Int, $after: String) {\n  moderationActions(filter: $filter, first: $first, after: $after) {\n    edges {\n      cursor\n      node {\n        ...ModerationActionFields\n      }\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation AddToBlacklist($input: AddToBlacklistInput!) {\n  addToBlacklist(input: $input) {\n    __typename\n    ... on AddToBlacklistSuccess {\n      appId\n      userId\n      addedUserIds\n      vendorRequestIds\n      actionId\n    }\n    ... on AddToBlacklistPartialFailure {\n      appId\n      userId\n      addedUserIds\n      failures {\n        index\n        userId\n        error {\n          __typename\n          ...ModerationErrorFields\n        }\n      }\n      vendorRequestIds\n      actionId\n    }\n    ...ModerationErrorFields\n  }\n}"): (typeof documents)["mutation AddToBlacklist($input: AddToBlacklistInput!) {\n  addToBlacklist(input: $input) {\n    __typename\n    ... on AddToBlacklistSuccess {\n      appId\n      userId\n      addedUserIds\n      vendorRequestIds\n      actionId\n    }\n    ... on AddToBlacklistPartialFailure {\n      appId\n      userId\n      addedUserIds\n      failures {\n        index\n        userId\n        error {\n          __typename\n          ...ModerationErrorFields\n        }\n      }\n      vendorRequestIds\n      actionId\n    }\n    ...ModerationErrorFields\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RemoveFromBlacklist($input: RemoveFromBlacklistInput!) {\n  removeFromBlacklist(input: $input) {\n    __typename\n    ... on RemoveFromBlacklistSuccess {\n      appId\n      userId\n      removedUserIds\n      notListedUserIds\n      vendorRequestIds\n      actionId\n    }\n    ... on RemoveFromBlacklistPartialFailure {\n      appId\n      userId\n      removedUserIds\n      notListedUserIds\n      failures {\n        index\n        userId\n        error {\n          __typename\n          ...ModerationErrorFields\n        }\n      }\n      vendorRequestIds\n      actionId\n    }\n    ...ModerationErrorFields\n  }\n}"): (typeof documents)["mutation RemoveFromBlacklist($input: RemoveFromBlacklistInput!) {\n  removeFromBlacklist(input: $input) {\n    __typename\n    ... on RemoveFromBlacklistSuccess {\n      appId\n      userId\n      removedUserIds\n      notListedUserIds\n      vendorRequestIds\n      actionId\n    }\n    ... on RemoveFromBlacklistPartialFailure {\n      appId\n      userId\n      removedUserIds\n      notListedUserIds\n      failures {\n        index\n        userId\n        error {\n          __typename\n          ...ModerationErrorFields\n        }\n      }\n      vendorRequestIds\n      actionId\n    }\n    ...ModerationErrorFields\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation SetUserMediaState($input: SetUserMediaStateInput!) {\n  setUserMediaState(input: $input) {\n    __typename\n    ... on SetUserMediaStateSuccess {\n      sdkAppId\n      roomId\n      userId\n      state\n      vendorRequestId\n      actionId\n    }\n    ...ModerationErrorFields\n  }\n}"): (typeof documents)["mutation SetUserMediaState($input: SetUserMediaStateInput!) {\n  setUserMediaState(input: $input) {\n    __typename\n    ... on SetUserMediaStateSuccess {\n      sdkAppId\n      roomId\n      userId\n      state\n      vendorRequestId\n      actionId\n    }\n    ...ModerationErrorFields\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation UpdateBlacklist($input: UpdateBlacklistInput!) {\n  updateBlacklist(input: $input) {\n    __typename\n    ... on UpdateBlacklistSuccess {\n      appId\n      userId\n      updatedUserIds\n      vendorRequestIds\n      actionId\n    }\n    ... on UpdateBlacklistPartialFailure {\n      appId\n      userId\n      updatedUserIds\n      failures {\n        index\n        userId\n        error {\n          __typename\n          ...ModerationErrorFields\n        }\n      }\n      vendorRequestIds\n      actionId\n    }\n    ...ModerationErrorFields\n  }\n}"): (typeof documents)["mutation UpdateBlacklist($input: UpdateBlacklistInput!) {\n  updateBlacklist(input: $input) {\n    __typename\n    ... on UpdateBlacklistSuccess {\n      appId\n      userId\n      updatedUserIds\n      vendorRequestIds\n      actionId\n    }\n    ... on UpdateBlacklistPartialFailure {\n      appId\n      userId\n      updatedUserIds\n      failures {\n        index\n        userId\n        error {\n          __typename\n          ...ModerationErrorFields\n        }\n      }\n      vendorRequestIds\n      actionId\n    }\n    ...ModerationErrorFields\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query BlacklistMemberships($appId: Int, $userId: Int64ID!, $inboxType: Int, $userIds: [Int64ID!]!) {\n  blacklistMemberships(\n    appId: $appId\n    userId: $userId\n    inboxType: $inboxType\n    userIds: $userIds\n  ) {\n    userId\n    isListed\n  }\n}"): (typeof documents)["query BlacklistMemberships($appId: Int, $userId: Int64ID!, $inboxType: Int, $userIds: [Int64ID!]!) {\n  blacklistMemberships(\n    appId: $appId\n    userId: $userId\n    inboxType: $inboxType\n    userIds: $userIds\n  ) {\n    userId\n    isListed\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Blacklist($appId: Int, $userId: Int64ID!, $inboxType: Int, $first: Int, $after: String) {\n  blacklist(\n    appId: $appId\n    userId: $userId\n    inboxType: $inboxType\n    first: $first\n    after: $after\n  ) {\n    edges {\n      cursor\n      node {\n        id\n        userId\n        ext\n        addedAt\n        changedAt\n        endsAt\n      }\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n    }\n    totalCount\n  }\n}"): (typeof documents)["query Blacklist($appId: Int, $userId: Int64ID!, $inboxType: Int, $first: Int, $after: String) {\n  blacklist(\n    appId: $appId\n    userId: $userId\n    inboxType: $inboxType\n    first: $first\n    after: $after\n  ) {\n    edges {\n      cursor\n      node {\n        id\n        userId\n        ext\n        addedAt\n        changedAt\n        endsAt\n      }\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n    }\n    totalCount\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Vendors {\n  vendors {\n    vendor\n    enabled\n    breaker\n    lastErrorAt\n    quotas {\n      scope\n      callsPerSecond\n      slotsLeft\n      callsWaiting\n    }\n  }\n}"): (typeof documents)["query Vendors {\n  vendors {\n    vendor\n    enabled\n    breaker\n    lastErrorAt\n    quotas {\n      scope\n      callsPerSecond\n      slotsLeft\n      callsWaiting\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Viewer {\n  viewer {\n    subject\n    scopes\n    sdkAppIds\n    appIds\n    allRooms\n    rooms\n    volcUserId\n    expiresAt\n  }\n}"): (typeof documents)["query Viewer {\n  viewer {\n    subject\n    scopes\n    sdkAppIds\n    appIds\n    allRooms\n    rooms\n    volcUserId\n    expiresAt\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;