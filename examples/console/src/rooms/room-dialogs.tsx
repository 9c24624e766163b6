import { useState } from 'react';
import { Dialog } from '../dialog.js';
import type { Change } from '../media-state.js';
import { useWords } from '../words/languages.js';
import type { Person } from './use-rooms.js';

/** So many people are named. The others are only counted. */
const NAMED = 5;
const MUTES = ['muteAudio', 'muteVideo', 'muteBoth'] as const satisfies readonly Change[];

interface MuteOthersProps {
  /** Who is left alone. */
  except: readonly Person[];
  /** Everybody else in the room. */
  others: readonly Person[];
  /** There are more people than the console has read. They are left alone as well. */
  hasMore: boolean;
  /** The terms as the page has them, in words. */
  lasts: string;
  onMute: (change: Change) => void;
  onClose: () => void;
}

export function MuteOthersDialog({ except, others, hasMore, lasts, onMute, onClose }: MuteOthersProps) {
  const { rooms, cancel, language } = useWords();
  const [change, setChange] = useState<Change>('muteAudio');
  const count = new Intl.NumberFormat(language).format(others.length);
  return (
    <Dialog
      title={rooms.muteOthersTitle(count, useNames(except))}
      confirm={rooms.muteOthersConfirm(count)}
      cancel={cancel}
      onConfirm={() => onMute(change)}
      onClose={onClose}
    >
      <fieldset className="choice">
        <legend className="visually-hidden">{rooms.what}</legend>
        {MUTES.map((mute) => (
          <label key={mute}>
            <input type="radio" name="what" checked={mute === change} onChange={() => setChange(mute)} />
            {rooms.changes[mute].button}
          </label>
        ))}
      </fieldset>
      <p>{lasts}</p>
      {hasMore && <p className="warning">{rooms.notReached}</p>}
    </Dialog>
  );
}

interface KickProps {
  people: readonly Person[];
  onKick: () => void;
  onClose: () => void;
}

export function KickDialog({ people, onKick, onClose }: KickProps) {
  const { rooms, cancel } = useWords();
  const names = useNames(people);
  return (
    <Dialog
      title={rooms.kickTitle(names)}
      confirm={rooms.kickConfirm(people.length)}
      cancel={cancel}
      grave
      onConfirm={onKick}
      onClose={onClose}
    >
      <p>{rooms.kickHint}</p>
    </Dialog>
  );
}

function useNames(people: readonly Person[]): string {
  const { blacklist } = useWords();
  const named = people.slice(0, NAMED).map(({ userId }) => userId);
  const more = people.length > NAMED ? blacklist.andMore(people.length - NAMED) : '';
  return named.join(blacklist.separator) + more;
}
