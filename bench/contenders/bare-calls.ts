/** The work of the bare peers for a mutation: one signed call to the vendor for each user, or for each ten users. */
import {
  type AddInput,
  APP_ID,
  accountsAt,
  inCalls,
  type MuteInput,
  SDK_APP_ID,
  VendorCalls,
} from './vendor-calls.js';

/** An id as long as the gateway's action ids. */
const ACTION_ID = '01890a5d-ac96-774b-bcce-b302099a8057';

const [, , vendorUrl = ''] = process.argv;
const vendors = new VendorCalls(accountsAt(vendorUrl));

export async function setUserMediaState(input: MuteInput): Promise<object> {
  const { roomId, userId, state } = input;
  const answer = JSON.parse(await vendors.setUserBlocked(input)) as { Response: { RequestId: string } };
  return {
    __typename: 'SetUserMediaStateSuccess',
    sdkAppId: SDK_APP_ID,
    roomId,
    userId,
    state,
    vendorRequestId: answer.Response.RequestId,
    actionId: ACTION_ID,
  };
}

export async function addToBlacklist({ userId, users }: AddInput): Promise<object> {
  const calls = Array.from(inCalls(users), async (some) => {
    const answer = JSON.parse(await vendors.addBlackList(userId, some));
    return (answer as { ResponseMetadata: { RequestId: string } }).ResponseMetadata.RequestId;
  });
  return {
    __typename: 'AddToBlacklistSuccess',
    appId: APP_ID,
    userId,
    addedUserIds: users.map((user) => user.userId),
    vendorRequestIds: await Promise.all(calls),
    actionId: ACTION_ID,
  };
}
