import type { TypedDocumentString } from '../typed-document-string.js';

import type {
  AddToBlacklistMutation,
  AddToBlacklistMutationVariables,
  ModerationActionQuery,
  ModerationActionQueryVariables,
  ModerationActionsQuery,
  ModerationActionsQueryVariables,
  RemoveFromBlacklistMutation,
  RemoveFromBlacklistMutationVariables,
  SetUserMediaStateMutation,
  SetUserMediaStateMutationVariables,
  VendorsQuery,
  VendorsQueryVariables,
  ViewerQuery,
  ViewerQueryVariables,
} from './types.js';

export const AddToBlacklistDocument = "mutation AddToBlacklist($input: AddToBlacklistInput!) {\n  addToBlacklist(input: $input) {\n    __typename\n    ... on AddToBlacklistSuccess {\n      appId\n      userId\n      addedUserIds\n      vendorRequestIds\n      actionId\n    }\n    ... on AddToBlacklistPartialFailure {\n      appId\n      userId\n      addedUserIds\n      failures {\n        index\n        userId\n        error {\n          __typename\n          ...ModerationErrorFields\n        }\n      }\n      vendorRequestIds\n      actionId\n    }\n    ...ModerationErrorFields\n  }\n}\n\nfragment ModerationErrorFields on ModerationError {\n  code\n  message\n  retryable\n  retryAfterMs\n  outcome\n  vendor\n  vendorCode\n  vendorRequestId\n  actionId\n  ... on ForbiddenError {\n    missingGrant\n  }\n  ... on InvalidInputError {\n    issues {\n      path\n      code\n      message\n    }\n  }\n}" as TypedDocumentString<AddToBlacklistMutation, AddToBlacklistMutationVariables>;

export const ModerationActionDocument = "query ModerationAction($id: ID!) {\n  moderationAction(id: $id) {\n    ...ModerationActionFields\n  }\n}\n\nfragment ModerationActionFields on ModerationAction {\n  id\n  requestedAt\n  finishedAt\n  actor\n  operation\n  vendor\n  applicationId\n  roomId\n  listOwnerId\n  inboxType\n  state\n  targets {\n    userId\n    outcome\n    code\n    vendorCode\n  }\n  status\n  code\n  message\n  reason\n  idempotencyKey\n  vendorCode\n  vendorRequestIds\n  attempts\n  durationMs\n  recovered\n  requestId\n}" as TypedDocumentString<ModerationActionQuery, ModerationActionQueryVariables>;

export const ModerationActionsDocument = "query ModerationActions($filter: ModerationActionFilter, $first: Int, $after: String) {\n  moderationActions(filter: $filter, first: $first, after: $after) {\n    edges {\n      cursor\n      node {\n        ...ModerationActionFields\n      }\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n    }\n  }\n}\n\nfragment ModerationActionFields on ModerationAction {\n  id\n  requestedAt\n  finishedAt\n  actor\n  operation\n  vendor\n  applicationId\n  roomId\n  listOwnerId\n  inboxType\n  state\n  targets {\n    userId\n    outcome\n    code\n    vendorCode\n  }\n  status\n  code\n  message\n  reason\n  idempotencyKey\n  vendorCode\n  vendorRequestIds\n  attempts\n  durationMs\n  recovered\n  requestId\n}" as TypedDocumentString<ModerationActionsQuery, ModerationActionsQueryVariables>;

export const RemoveFromBlacklistDocument = "mutation RemoveFromBlacklist($input: RemoveFromBlacklistInput!) {\n  removeFromBlacklist(input: $input) {\n    __typename\n    ... on RemoveFromBlacklistSuccess {\n      appId\n      userId\n      removedUserIds\n      notListedUserIds\n      vendorRequestIds\n      actionId\n    }\n    ... on RemoveFromBlacklistPartialFailure {\n      appId\n      userId\n      removedUserIds\n      notListedUserIds\n      failures {\n        index\n        userId\n        error {\n          __typename\n          ...ModerationErrorFields\n        }\n      }\n      vendorRequestIds\n      actionId\n    }\n    ...ModerationErrorFields\n  }\n}\n\nfragment ModerationErrorFields on ModerationError {\n  code\n  message\n  retryable\n  retryAfterMs\n  outcome\n  vendor\n  vendorCode\n  vendorRequestId\n  actionId\n  ... on ForbiddenError {\n    missingGrant\n  }\n  ... on InvalidInputError {\n    issues {\n      path\n      code\n      message\n    }\n  }\n}" as TypedDocumentString<RemoveFromBlacklistMutation, RemoveFromBlacklistMutationVariables>;

export const SetUserMediaStateDocument = "mutation SetUserMediaState($input: SetUserMediaStateInput!) {\n  setUserMediaState(input: $input) {\n    __typename\n    ... on SetUserMediaStateSuccess {\n      sdkAppId\n      roomId\n      userId\n      state\n      vendorRequestId\n      actionId\n    }\n    ...ModerationErrorFields\n  }\n}\n\nfragment ModerationErrorFields on ModerationError {\n  code\n  message\n  retryable\n  retryAfterMs\n  outcome\n  vendor\n  vendorCode\n  vendorRequestId\n  actionId\n  ... on ForbiddenError {\n    missingGrant\n  }\n  ... on InvalidInputError {\n    issues {\n      path\n      code\n      message\n    }\n  }\n}" as TypedDocumentString<SetUserMediaStateMutation, SetUserMediaStateMutationVariables>;

export const VendorsDocument = "query Vendors {\n  vendors {\n    vendor\n    enabled\n    breaker\n    lastErrorAt\n    quotas {\n      scope\n      callsPerSecond\n      slotsLeft\n      callsWaiting\n    }\n  }\n}" as TypedDocumentString<VendorsQuery, VendorsQueryVariables>;

export const ViewerDocument = "query Viewer {\n  viewer {\n    subject\n    scopes\n    sdkAppIds\n    appIds\n    allRooms\n    rooms\n    volcUserId\n    expiresAt\n  }\n}" as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
