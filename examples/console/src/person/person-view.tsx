import { useId } from 'react';
import { filterOf } from '../actions/action-filter.js';
import { ActionList } from '../actions/action-list.js';
import { ChoiceFilter, TimeFilter } from '../actions/filter-fields.js';
import { useAddress } from '../address.js';
import { missingForActions, missingToSeeRooms, type Viewer } from '../permissions.js';
import { useWords } from '../words/languages.js';
import { missingText } from '../words/words.js';
import { PersonRestrictions } from './person-restrictions.js';
import { PersonRooms } from './person-rooms.js';

/** All that the gateway knows of one person: where they are, what restricts them, and what was done to them. */
export function PersonView({ viewer, shown }: { viewer: Viewer; shown: boolean }) {
  const words = useWords();
  const { params } = useAddress();
  const headingId = useId();
  const userId = params.get('id') ?? '';
  if (!shown || !userId) return null;
  const seesRooms = !missingToSeeRooms(viewer);
  const missing = missingForActions(viewer);
  const filter = { ...filterOf(params, new Date()), targetUserId: userId };
  return (
    <article aria-labelledby={headingId} key={userId}>
      <div className="card person-facts">
        <h2 id={headingId}>{words.person.title(userId)}</h2>
        {seesRooms && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so whoever has no mouse must be able to focus it
          <div className="person-places" tabIndex={0}>
            <PersonRooms userId={userId} sdkAppIds={viewer.sdkAppIds} />
            <PersonRestrictions userId={userId} />
          </div>
        )}
      </div>
      {missing ? (
        <p className="card refusal">{missingText(words, missing)}</p>
      ) : (
        <>
          <div className="card filters">
            <TimeFilter params={params} />
            <ChoiceFilter
              label={words.actions.by}
              name="by"
              params={params}
              choices={[
                ['people', words.actions.byPeople],
                ['gateway', words.actions.byGateway],
              ]}
            />
          </div>
          <ActionList key={JSON.stringify(filter)} filter={filter} shown={shown} />
        </>
      )}
    </article>
  );
}
