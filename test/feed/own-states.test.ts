import { expect, it } from 'vitest';
import { ownStateReader } from '../../src/feed-subscriptions/own-state-reader.js';
import type { MediaTarget } from '../../src/restrictions/media-queries.js';
import type { ReadMedia } from '../../src/restrictions/people-media.js';

const people = (count: number): MediaTarget[] =>
  Array.from({ length: count }, (_, at) => ({ place: 'room', userId: `user ${at}` }));

/** Restrictions that note how many people each reading was about, and the most readings at a time. */
function restrictions(isAway = false) {
  const noted = { sizes: [] as number[], now: 0, most: 0 };
  const read = {
    async people(targets: readonly MediaTarget[]) {
      noted.sizes.push(targets.length);
      noted.now += 1;
      noted.most = Math.max(noted.most, noted.now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      noted.now -= 1;
      if (isAway && noted.sizes.length === 1) throw new Error('away');
      return ({ userId }: MediaTarget) => ({ instructions: [], sent: {}, userId }) as unknown as ReadMedia;
    },
  };
  return { noted, read };
}

it('reads the states of a room together, and one reading after the other', async () => {
  const { noted, read } = restrictions();
  const states = await Promise.all(people(1_000).map((target) => ownStateReader(read).read(target)));
  expect(states).toHaveLength(1_000);
  expect(noted).toMatchObject({ sizes: [200, 200, 200, 200, 200], most: 1 });
});

it('reads on after a reading that fails, and anew what it has read before', async () => {
  const { noted, read } = restrictions(true);
  const [target] = people(1) as [MediaTarget];
  await expect(ownStateReader(read).read(target)).rejects.toThrow('away');
  await ownStateReader(read).read(target);
  await ownStateReader(read).read(target);
  expect(noted.sizes).toEqual([1, 1, 1]);
});
