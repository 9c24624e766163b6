/** An operation that the playground opens on: a document that holds one operation, and values for its variables. */
export interface ExampleOperation {
  query: string;
  variables: Record<string, unknown>;
}

export const setUserMediaStateExample: ExampleOperation = {
  query: `# Turn off a user's audio and video in a room.
mutation SetUserMediaState($input: SetUserMediaStateInput!) {
  setUserMediaState(input: $input) {
    __typename
    ... on SetUserMediaStateSuccess {
      sdkAppId
      roomId
      userId
      state
      vendorRequestId
    }
    ... on ModerationError {
      code
      message
      retryable
      retryAfterMs
      outcome
      vendor
      vendorCode
      vendorRequestId
    }
    ... on InvalidInputError {
      issues {
        path
        code
        message
      }
    }
  }
}
`,
  variables: { input: { roomId: 10006, userId: '29376', state: 'AUDIO_VIDEO_DISABLED' } },
};

export const addToBlacklistExample: ExampleOperation = {
  query: `# Put three users on another user's blacklist.
mutation AddToBlacklist($input: AddToBlacklistInput!) {
  addToBlacklist(input: $input) {
    __typename
    ... on AddToBlacklistSuccess {
      appId
      userId
      addedUserIds
      vendorRequestIds
    }
    ... on AddToBlacklistPartialFailure {
      appId
      userId
      addedUserIds
      failures {
        index
        userId
        error {
          __typename
          code
          message
          retryable
          outcome
          vendorCode
        }
      }
      vendorRequestIds
    }
    ... on ModerationError {
      code
      message
      retryable
      retryAfterMs
      outcome
      vendor
      vendorCode
      vendorRequestId
    }
    ... on InvalidInputError {
      issues {
        path
        code
        message
      }
    }
  }
}
`,
  variables: {
    input: {
      userId: '10001',
      users: [{ userId: '10002', ext: { key: 'value' } }, { userId: '10003' }, { userId: '10006' }],
    },
  },
};

export const exampleOperations = [setUserMediaStateExample, addToBlacklistExample];
