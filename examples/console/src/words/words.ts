import type {
  ActionStatus,
  MediaState,
  Operation,
  ParticipantRole,
  RestrictionStatus,
  TargetOutcome,
} from 'moderation-gateway-client/strings';
import type { Failure, FailureName } from '../failure.js';
import type { Change, Media } from '../media-state.js';
import type { UserResultKind } from '../user-result-kind.js';

/** The texts of something that a moderator does. */
interface ActWords {
  button: string;
  pending: string;
  done: string;
}

/** All texts of the console, in one language. */
export interface Words {
  /** A BCP 47 tag, for the page and for its numbers and times. */
  language: string;
  title: string;
  callerLabel: string;
  languageLabel: string;
  views: Readonly<Record<'rooms' | 'blacklist' | 'actions', string>>;
  token: {
    label: string;
    hint: string;
    use: string;
    refused: string;
    again: string;
    /** Who has used the page until now. */
    goesOn(subject: string): string;
  };
  mayDo: {
    nothing: string;
    everyRoom: string;
    everyNumericRoom: string;
    everyStringRoom: string;
    rooms(rooms: string): string;
    anyList: string;
    ownList(id: string): string;
    audit: string;
    sentence(subject: string, acts: readonly string[]): string;
  };

  failures: Readonly<Record<FailureName, (failure: Failure) => string>>;
  /** By the code of an `InputIssue`. */
  issues: Readonly<Record<string, string>>;
  /** By `ForbiddenError.missingGrant`. */
  missing: Readonly<Record<string, string>> & { otherwise: string };
  mayHaveBeenApplied: string;
  retry: string;
  retryIn(seconds: number): string;
  colon: string;
  details: string;
  detailNames: Readonly<Record<'code' | 'message' | 'vendorCode' | 'vendorRequestId' | 'requestId', string>>;
  reason: string;
  reasonHint: string;
  /** Of the list of `usualReasons`. */
  usualReason: string;
  usualReasons: readonly string[];
  cancel: string;
  close: string;

  keys: { title: string; list: readonly (readonly [key: string, what: string])[] };

  rooms: {
    room: string;
    /** `room` is in quotes for a string room. */
    roomOption(room: string, people: number): string;
    inApplication(option: string, sdkAppId: number): string;
    search: string;
    none: string;
    empty: string;
    noMatch: string;
    unreachable: string;
    forgetLeft: string;
    left: string;
    people: string;
    /** There are more people in the room than the `shown`. */
    more(shown: number): string;
    roles: Readonly<Record<ParticipantRole, string>>;
    /** `media` are words of `sent`. */
    sends(media: readonly string[]): string;
    sent: Readonly<Record<'audio' | 'video' | 'screen', string>>;
    media: Readonly<Record<keyof Media, { on: string; off: string }>>;
    changes: Readonly<
      Record<Change, ActWords & { /** Where the medium is plain from its place. */ short: string }> &
        Record<'lift' | 'kick' | 'undo', ActWords>
    >;
    /** Follows a text of what was done. */
    by(actor: string): string;
    select(name: string): string;
    selectAll: string;
    selected(count: string): string;
    selection: string;
    selectHint: string;
    nobodySelected: string;
    nothingToDo: string;
    oneRunAtATime: string;
    kick: string;
    kickTitle(names: string): string;
    kickConfirm(count: number): string;
    kickHint: string;
    muteOthers: string;
    muteOthersTitle(count: string, except: string): string;
    muteOthersConfirm(count: string): string;
    what: string;
    notReached: string;
    lasts: string;
    duration(seconds: number | undefined): string;
    lastsText(seconds: number | undefined): string;
    /** Of a mute of the room, which covers those who enter later. */
    lastsForAll(seconds: number | undefined): string;
    /** What mutes the room. */
    roomMutes: string;
    /** `what`: words of `changes`. `except`: names, or none. */
    roomMute(what: string, except: string): string;
    progress: string;
    runOf(answered: string, all: string): string;
    runFailed(count: string): string;
    runUnknown(count: string): string;
    runWaiting(count: string): string;
    stop: string;
    undoRun: string;
    /** How many timed mutes there are beside the one that is shown. */
    moreMutes(count: number): string;
    /** `media` are words of `sent`. */
    mutedUntil(time: string, media: readonly string[]): string;
    /** Follows `mutedUntil` if the vendor may not hold to it. */
    notCertain: string;
    ofPerson(name: string): string;
  };

  blacklist: {
    owner: string;
    ownerHint: string;
    ownListOnly: string;
    ids: string;
    idsHint: string;
    malformedOwner: string;
    duplicates(count: number, ids: string): string;
    malformed(count: number, ids: string): string;
    malformedId(text: string, line: number): string;
    andMore(count: number): string;
    nothingLeftOut: string;
    showMalformed(count: number): string;
    malformedIds: string;
    copy: string;
    copied: string;
    lasts: string;
    /** Undefined: for good. */
    duration(seconds: number | undefined): string;
    showList: string;
    onList(owner: string): string;
    nobodyOn: string;
    find: string;
    showMore: string;
    readAgain: string;
    ask(id: string): string;
    membership(id: string, isListed: boolean | 'unknown'): string;
    /** `left` is how long an entry still lasts. */
    ends(left: string): string;
    endsOn(day: string): string;
    takeOff: string;
    takingOff: string;
    takenOff: string;
    add(count: string): string;
    results: string;
    resultsOf(owner: string): string;
    noResults: string;
    progress: string;
    progressText(done: string, total: string): string;
    stopped(waiting: string): string;
    finished: string;
    retryFailed(count: string): string;
    retryFailedIn(count: string, seconds: number): string;
    show: string;
    all: string;
    separator: string;
    kinds: Readonly<Record<UserResultKind, string>>;
  };

  person: {
    title(id: string): string;
    looking: string;
    /** Before the names of rooms. */
    inRooms: string;
    inNoRoom: string;
    lookedAt(looked: number, open: number): string;
    restrictions: string;
    noRestrictions: string;
    statuses: Readonly<Record<RestrictionStatus, string>>;
  };

  actions: {
    none: string;
    person: string;
    actor: string;
    room: string;
    kind: string;
    operations: Readonly<Record<Operation, string>>;
    by: string;
    byPeople: string;
    byGateway: string;
    time: string;
    times: Readonly<Record<'today' | 'yesterday' | 'week' | 'dates', string>>;
    from: string;
    to: string;
    clear: string;
    export: string;
    exporting: string;
    exported(count: string): string;
    exportedNewest(count: string): string;
    /** `what` is a text of an action that was refused. */
    notDone(what: string): string;
    /** `what` is a text of what an undo has carried out. */
    undo(what: string): string;
    status: string;
    anyStatus: string;
    newer(count: number): string;
    older: string;
    setState(user: string, room: string, state: string): string;
    addUsers(count: string, owner: string): string;
    removeUsers(count: string, owner: string): string;
    /** Of an operation without words of its own. */
    otherInRoom(operation: string, users: string, room: string): string;
    states: Readonly<Record<MediaState, string>>;
    statuses: Readonly<Record<ActionStatus, string>>;
    outcomes: Readonly<Record<TargetOutcome, string>>;
    facts: Readonly<
      Record<
        | 'requestedAt'
        | 'finishedAt'
        | 'reason'
        | 'message'
        | 'code'
        | 'vendorCode'
        | 'vendorRequestIds'
        | 'requestId'
        | 'attempts'
        | 'duration'
        | 'askedFor'
        | 'targets',
        string
      >
    >;
    recovered: string;
    seconds(seconds: string): string;
  };
}

/** The text for a failure. For an error that is newer than this console, it is the gateway's own message, in English. */
export function failureText(words: Words, failure: Failure): string {
  const { failures } = words;
  return (isWorded(failures, failure.name) ? failures[failure.name] : failures.otherwise)(failure);
}

function isWorded(failures: Words['failures'], name: string): name is FailureName {
  return Object.hasOwn(failures, name);
}

export function missingText({ missing }: Words, grant: string | undefined): string {
  return (grant !== undefined && missing[grant]) || missing.otherwise;
}
