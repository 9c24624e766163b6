import { useState } from 'react';
import { setParams, useAddress } from '../address.js';
import { missingForActions, type Viewer } from '../permissions.js';
import { useWords } from '../words/languages.js';
import { missingText } from '../words/words.js';
import { filterOf } from './action-filter.js';
import { ActionList } from './action-list.js';
import { ChoiceFilter, TextFilter, TimeFilter } from './filter-fields.js';
import { useActors } from './use-actors.js';

export function ActionsView({ viewer, shown }: { viewer: Viewer; shown: boolean }) {
  const words = useWords();
  const missing = missingForActions(viewer);
  if (missing) return <p className="card refusal">{missingText(words, missing)}</p>;
  return <FoundActions shown={shown} />;
}

const FILTERS = ['person', 'actor', 'room', 'time', 'from', 'to', 'kind', 'by', 'status'];

function FoundActions({ shown }: { shown: boolean }) {
  const { actions } = useWords();
  const params = useOwnParams();
  const actors = useActors(shown);
  const filter = filterOf(params, new Date());
  const isFiltered = FILTERS.some((name) => params.has(name));

  return (
    <>
      <div className="card filters">
        <TextFilter label={actions.person} name="person" params={params} />
        <TextFilter label={actions.actor} name="actor" params={params} suggestions={actors} />
        <TextFilter label={actions.room} name="room" params={params} />
        <ChoiceFilter
          label={actions.kind}
          name="kind"
          params={params}
          choices={Object.entries(actions.operations)}
        />
        <ChoiceFilter
          label={actions.by}
          name="by"
          params={params}
          choices={[
            ['people', actions.byPeople],
            ['gateway', actions.byGateway],
          ]}
        />
        <ChoiceFilter
          label={actions.status}
          name="status"
          params={params}
          choices={Object.entries(actions.statuses)}
        />
        <TimeFilter params={params} />
        {isFiltered && (
          <button
            type="button"
            className="clear"
            onClick={() => setParams(Object.fromEntries(FILTERS.map((name) => [name, ''])))}
          >
            {actions.clear}
          </button>
        )}
      </div>
      <ActionList key={JSON.stringify(filter)} filter={filter} shown={shown} />
    </>
  );
}

/** What the address says of this view, or last said. */
function useOwnParams(): URLSearchParams {
  const { view, params } = useAddress();
  const [own, setOwn] = useState(params);
  if (view !== 'actions' || own === params) return view === 'actions' ? params : own;
  setOwn(params);
  return params;
}
