import type { Words } from './words.js';

const plural = (count: number, one: string, many: string) => (count === 1 ? one : many);

const DAY = 86_400;

export const enBlacklist: Words['blacklist'] = {
  owner: 'Whose blacklist',
  ownerHint: 'A user id: digits only.',
  ownListOnly: 'Your token lets you edit this list only.',
  ids: 'Ids to put on it',
  idsHint: 'Paste as many as you like, separated by anything: spaces, commas, lines.',
  malformedOwner: 'Is not a user id: digits only, up to 9223372036854775807.',
  duplicates: (count, ids) => `${count} ${plural(count, 'repeat', 'repeats')} left out: ${ids}`,
  malformed: (count, ids) => `${count} left out, not ${plural(count, 'an id', 'ids')}: ${ids}`,
  malformedId: (text, line) => `“${text}” (line ${line})`,
  andMore: (count) => ` and ${count} more`,
  showMalformed: (count) => `Show all ${count} that are not ids`,
  malformedIds: 'What is not an id',
  copy: 'Copy',
  copied: 'Copied.',
  lasts: 'They stay on it',
  duration: (seconds) =>
    seconds === undefined
      ? 'For good'
      : seconds < DAY
        ? `${seconds / 3600} h`
        : `${seconds / DAY} ${plural(seconds / DAY, 'day', 'days')}`,
  showList: 'Show who is on it',
  onList: (owner) => `On the blacklist of ${owner}`,
  nobodyOn: 'Nobody is on it.',
  find: 'Find an id on it',
  showMore: 'Show more',
  readAgain: 'Read again',
  ask: (id) => `Ask for ${id}`,
  membership: (id, isListed) =>
    isListed === 'unknown'
      ? `Whether ${id} is on the list cannot be told now.`
      : `${id} is ${isListed ? '' : 'not '}on the list.`,
  ends: (left) => `, comes off in ${left}`,
  endsOn: (day) => `, comes off on ${day}`,
  takeOff: 'Take off',
  takingOff: 'Taking off…',
  takenOff: 'Taken off.',
  nothingLeftOut: 'Nothing is left out.',
  add: (count) => `Add ${count} to the blacklist`,
  results: 'Results',
  resultsOf: (owner) => `Results: blacklist of ${owner}`,
  noResults: 'What becomes of each id is shown here.',
  progress: 'Progress',
  progressText: (done, total) => `${done} of ${total}`,
  stopped: (waiting) => `Stopped. ${waiting} not sent.`,
  finished: 'Finished.',
  retryFailed: (count) => `Try ${count} again`,
  retryFailedIn: (count, seconds) => `Try ${count} again in ${seconds} s`,
  show: 'Show',
  all: 'All',
  separator: ', ',
  kinds: {
    waiting: 'Not sent yet',
    added: 'Added',
    undone: 'Taken off again',
    alreadyOn: 'Already on the list',
    ownList: 'Own list',
    failed: 'Failed',
    unknown: 'Unknown: may have been added',
  },
};
