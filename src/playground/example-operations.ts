/** An operation that the playground offers: a document, and values for its variables. */
export interface ExampleOperation {
  query: string;
  variables: Record<string, unknown>;
}

const SET_USER_MEDIA_STATE = `mutation SetUserMediaState($input: SetUserMediaStateInput!) {
  setUserMediaState(input: $input) {
    __typename
    ... on SetUserMediaStateSuccess {
      sdkAppId
      roomId
      userId
      state
      vendorRequestId
      actionId
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
      actionId
    }
    ... on ForbiddenError {
      missingGrant
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
`;

const ADD_TO_BLACKLIST = `mutation AddToBlacklist($input: AddToBlacklistInput!) {
  addToBlacklist(input: $input) {
    __typename
    ... on AddToBlacklistSuccess {
      appId
      userId
      addedUserIds
      vendorRequestIds
      actionId
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
      actionId
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
      actionId
    }
    ... on ForbiddenError {
      missingGrant
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
`;

const ROOM = 10006;
const USER = '29376';

export const setUserMediaStateExample = setState("Turn off a user's audio and video in a room.", {
  roomId: ROOM,
  userId: USER,
  state: 'AUDIO_VIDEO_DISABLED',
});

export const addToBlacklistExample = addUsers(
  "Put three users on another user's blacklist. 10006 is on it already.",
  {
    userId: '10001',
    users: [{ userId: '10002', ext: { key: 'value' } }, { userId: '10003' }, { userId: '10006' }],
  },
);

/** What the playground opens on. */
export const exampleOperations: readonly ExampleOperation[] = [
  setUserMediaStateExample,
  addToBlacklistExample,
];

/** How to get each type of answer from the sandbox: the unions' members, single users' errors, and what queries give. */
export const examplesByAnswer = {
  SetUserMediaStateSuccess: setUserMediaStateExample,
  AddToBlacklistSuccess: addUsers('Put a user on a blacklist. A second time, they are on it already.', {
    userId: '10002',
    users: [{ userId: '10003' }],
  }),
  AddToBlacklistPartialFailure: addToBlacklistExample,
  SelfBlacklistError: addUsers('Nobody can be on their own blacklist.', {
    userId: '10001',
    users: [{ userId: '10001' }],
  }),
  AlreadyBlacklistedError: addUsers('User 10006 is on this list already.', {
    userId: '10001',
    users: [{ userId: '10006' }],
  }),
  RoomNotFoundError: setState('There is no room 404.', {
    roomId: 404,
    userId: USER,
    state: 'AUDIO_DISABLED',
  }),
  UserNotInRoomError: setState('Carol is in room 10007, not here.', {
    roomId: ROOM,
    userId: 'carol',
    state: 'AUDIO_DISABLED',
  }),
  InvalidInputError: addUsers('One user twice, and a key without a character.', {
    userId: '10001',
    users: [{ userId: '10002' }, { userId: '10002' }],
    idempotencyKey: '',
  }),
  ForbiddenError: setState('An anchor may mute in room 10006 only: choose "anchor" as the caller above.', {
    roomId: 10007,
    userId: 'carol',
    state: 'AUDIO_DISABLED',
  }),
  IdempotencyConflictError: {
    query: `# One key for two inputs. (For the same input again, there is the recorded answer.)
mutation OneKeyTwice($first: SetUserMediaStateInput!, $second: SetUserMediaStateInput!) {
  first: setUserMediaState(input: $first) {
    __typename
  }
  second: setUserMediaState(input: $second) {
    __typename
    ... on ModerationError {
      code
      message
      outcome
    }
  }
}
`,
    variables: {
      first: { roomId: ROOM, userId: USER, state: 'AUDIO_DISABLED', idempotencyKey: 'once' },
      second: { roomId: ROOM, userId: USER, state: 'VIDEO_DISABLED', idempotencyKey: 'once' },
    },
  },
  ApplicationNotFoundError: addUsers(
    injection(4102, { kind: 'error', status: 400, code: 'AppNotFound', message: 'app not found' }),
    { userId: '10001', users: [{ userId: '10004' }] },
  ),
  VendorPermissionDeniedError: muteAfter({
    kind: 'error',
    code: 'UnauthorizedOperation.SdkAppId',
    message: 'No permission for this application.',
  }),
  RateLimitedError: muteAfter({ kind: 'error', code: 'LimitExceeded', message: 'Quota exceeded.' }),
  // The answers to all of the gateway's attempts are lost, so nobody can know what became of the request.
  VendorUnavailableError: muteAfter({ kind: 'reset', applied: true, times: 4 }),
  VendorInternalError: muteAfter({ kind: 'error', code: 'FailedOperation', message: 'Failed.' }),
  UnknownVendorError: muteAfter({ kind: 'error', code: 'FailedOperation.New', message: 'New.' }),
  GatewayUnavailableError: setState(
    'The gateway answers so while it shuts down: end it with Ctrl-C while calls wait. Until then, this succeeds.',
    { roomId: ROOM, userId: USER, state: 'AUDIO_VIDEO_ENABLED' },
  ),
  ModerationActionConnection: {
    query: `# What was done in a room, the latest first. Leave out the filter for everything.
query ModerationActions($filter: ModerationActionFilter, $after: String) {
  moderationActions(filter: $filter, first: 10, after: $after) {
    __typename
    edges {
      node {
        id
        requestedAt
        actor
        operation
        state
        targets {
          userId
          outcome
          code
        }
        status
        reason
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
    variables: { filter: { roomId: ROOM } },
  },
  VendorStatus: {
    query: `# How the gateway stands with each vendor.
query Vendors {
  vendors {
    __typename
    vendor
    enabled
    breaker
    lastErrorAt
    quotas {
      scope
      callsPerSecond
      slotsLeft
      callsWaiting
    }
  }
}
`,
    variables: {},
  },
  Viewer: {
    query: `# What the token of the caller above allows.
query Viewer {
  viewer {
    __typename
    subject
    scopes
    sdkAppIds
    appIds
    allRooms
    rooms
    volcUserId
    expiresAt
  }
}
`,
    variables: {},
  },
} satisfies Record<string, ExampleOperation>;

function setState(comment: string, input: Record<string, unknown>): ExampleOperation {
  return { query: `${commented(comment)}${SET_USER_MEDIA_STATE}`, variables: { input } };
}

function addUsers(comment: string, input: Record<string, unknown>): ExampleOperation {
  return { query: `${commented(comment)}${ADD_TO_BLACKLIST}`, variables: { input } };
}

/** TRTC answers like this only when something is wrong, so its emulator has to be told to. */
function muteAfter(fault: Record<string, unknown>): ExampleOperation {
  return setState(injection(4101, fault), { roomId: ROOM, userId: USER, state: 'AUDIO_DISABLED' });
}

/** The port is the one that the emulator has unless the environment says otherwise. */
function injection(port: number, fault: Record<string, unknown>): string {
  const command = `curl http://127.0.0.1:${port}/_control/faults -d '${JSON.stringify(fault)}'`;
  return `First tell the emulator to misbehave, in a shell:\n${command}`;
}

function commented(text: string): string {
  return `${text.replaceAll(/^/gm, '# ')}\n`;
}
