import { useState } from 'react';
import { useAnnounce } from '../announcer.js';
import { missingForBlacklists, ownListOnly, type Viewer } from '../permissions.js';
import { useWords } from '../words/languages.js';
import { missingText } from '../words/words.js';
import { AdditionForm } from './addition-form.js';
import { idsToRetry } from './batches.js';
import { BulkResults } from './bulk-results.js';
import { ListEntries } from './list-entries.js';
import { isUserId } from './pasted-ids.js';
import { useBulkAddition } from './use-bulk-addition.js';
import { countKinds } from './user-result.js';

export function BlacklistView({ viewer, shown }: { viewer: Viewer; shown: boolean }) {
  const words = useWords();
  const missing = missingForBlacklists(viewer);
  if (missing) return <p className="card refusal">{missingText(words, missing)}</p>;
  return <Blacklist viewer={viewer} shown={shown} />;
}

function Blacklist({ viewer, shown }: { viewer: Viewer; shown: boolean }) {
  const words = useWords();
  const [listShown, showList] = useState<string>();
  // Another caller of this tab does not see what this one has done.
  const bulk = useAnnouncedAddition(`console:addition:${viewer.subject}`);
  const { addition } = bulk;
  const ownList = ownListOnly(viewer);
  const [typedOwner, setOwner] = useState(addition?.owner ?? '');
  const owner = ownList ?? typedOwner.trim();
  const toRetry = addition && !addition.running ? idsToRetry(addition.results) : [];
  // The list is read again when an addition has ended, or was undone.
  const version = addition && !addition.running ? [...countKinds(addition.results.values())].join() : '';

  return (
    <div className="blacklist">
      <AdditionForm
        owner={owner}
        ownList={ownList !== undefined}
        onOwner={setOwner}
        bulk={bulk}
        otherFirst={toRetry.length > 0}
      />
      <div className="blacklist-side">
        <BulkResults addition={addition} toRetry={toRetry} onRetry={bulk.retry} onUndo={bulk.undo} />
        {isUserId(owner) && listShown !== owner && (
          <button type="button" className="show-list" onClick={() => showList(owner)}>
            {words.blacklist.showList}
          </button>
        )}
        {/* Only for whoever asks: each reading is a call to the vendor. */}
        {shown && listShown === owner && <ListEntries key={owner} owner={owner} version={version} />}
      </div>
    </div>
  );
}

/** Screen readers are told after each quarter of the ids. */
function useAnnouncedAddition(keptAs: string) {
  const { blacklist } = useWords();
  const announce = useAnnounce();
  return useBulkAddition(keptAs, ({ results, running }, finished, before) => {
    const quarter = (count: number) => Math.floor((4 * count) / results.size);
    if (running && quarter(finished) === quarter(before)) return;
    const counts = [...countKinds(results.values())];
    announce(counts.map(([kind, count]) => `${blacklist.kinds[kind]}: ${count}`).join(', '));
  });
}
