import { expect } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import {
  MediaRestrictionDocument,
  type MediaRestrictionQuery,
  SetRoomMediaStateDocument,
  type SetRoomMediaStateInput,
} from '../../generated/graphql.js';
import { send, sendText } from '../../graphql-client.js';

export const APP = 1400188366;

type Restriction = NonNullable<MediaRestrictionQuery['mediaRestriction']>;

/** Takes the people of one room, and what moderators ask for there. */
export class TestRoom {
  readonly roomId: number;
  readonly #sandbox: () => Sandbox;

  constructor(sandbox: () => Sandbox, roomId: number) {
    this.#sandbox = sandbox;
    this.roomId = roomId;
  }

  /** They enter as anchors, and publish these. Resolves once the gateway knows. */
  async enter(userIds: readonly string[], ...media: ('audio' | 'video')[]): Promise<void> {
    const { trtc } = this.#sandbox();
    for (const userId of userIds) {
      trtc.enterRoom(APP, this.roomId, userId);
      for (const medium of media) trtc.startPublishing(APP, this.roomId, userId, medium);
    }
    await expect
      .poll(() => this.knownPeople(), { timeout: 10_000 })
      .toEqual(expect.arrayContaining([...userIds]));
    if (media.length === 0) return;
    await expect
      .poll(() => this.knownPeople(true), { timeout: 10_000 })
      .toEqual(expect.arrayContaining([...userIds]));
  }

  /** Those whom the roster has. */
  async knownPeople(publishing?: boolean): Promise<string[]> {
    const query = `query ($roomId: RoomNumber, $publishing: Boolean) { room(roomId: $roomId) {
      participants(first: 100, publishing: $publishing) { edges { node { userId } } } } }`;
    const { data } = await sendText(this.#sandbox(), query, { roomId: this.roomId, publishing });
    type Room = { room: { participants: { edges: { node: { userId: string } }[] } } | null };
    return (data as Room).room?.participants.edges.map(({ node }) => node.userId) ?? [];
  }

  async set(input: SetRoomMediaStateInput, token?: string) {
    const variables = { input: { roomId: this.roomId, ...input } };
    const { data, errors } = await send(
      this.#sandbox(),
      SetRoomMediaStateDocument,
      variables,
      ...(token ? [{ token }] : []),
    );
    expect(errors).toBeUndefined();
    if (!data) throw new Error('no data');
    return data.setRoomMediaState;
  }

  /** The same, where it must be accepted. */
  async accepted(input: SetRoomMediaStateInput): Promise<Restriction & { actionId: string }> {
    const answer = await this.set(input);
    expect(answer).toMatchObject({ __typename: 'SetRoomMediaStateAccepted' });
    const { restriction, actionId } = answer as { restriction: Restriction; actionId: string };
    return { ...restriction, actionId };
  }

  async restriction(id: string): Promise<Restriction | null | undefined> {
    const { data } = await send(this.#sandbox(), MediaRestrictionDocument, { id });
    return data?.mediaRestriction;
  }

  /** The vendor's `IsMute` of each: 0 all on, 1 all off, 2 audio off, 3 video off. */
  states(userIds: readonly string[]): (number | undefined)[] {
    return userIds.map((userId) => this.#sandbox().trtc.mediaState(APP, this.roomId, userId));
  }

  /** Whom the vendor was called for, in the order of the calls. */
  called(): string[] {
    return this.#sandbox()
      .trtc.requests()
      .map(({ body }) => JSON.parse(body))
      .filter((body) => body.RoomId === this.roomId)
      .map(({ UserId }) => UserId);
  }
}
