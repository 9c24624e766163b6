import {
  type ModerationAction,
  type ModerationActionFilter,
  ModerationActionsDocument,
  type ModerationActionsQuery,
} from 'moderation-gateway-client/strings';
import { useState } from 'react';
import { useAnnounce } from '../announcer.js';
import type { Failure } from '../failure.js';
import { FailureNotice } from '../failure-notice.js';
import { type Answer, type Gateway, useGateway } from '../gateway.js';
import { useWords } from '../words/languages.js';
import { csvOf } from './csv.js';

/** The greatest page that the gateway gives. */
const PAGE = 200;
/** 10,000 actions at most: the page holds all of them while it writes the file. */
const MAX_PAGES = 50;

/** Writes all actions of a filter into a file. */
export function ExportButton({ filter }: { filter: ModerationActionFilter }) {
  const words = useWords();
  const gateway = useGateway();
  const announce = useAnnounce();
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [note, setNote] = useState('');

  const run = async () => {
    if (running) return;
    setRunning(true);
    setNote('');
    const { actions, failure, more } = await readAll(gateway, filter);
    setRunning(false);
    setFailure(failure);
    if (failure) return;
    save(`moderation-actions-${new Date().toISOString().slice(0, 10)}.csv`, csvOf(words, actions));
    const count = new Intl.NumberFormat(words.language).format(actions.length);
    const text = more ? words.actions.exportedNewest(count) : words.actions.exported(count);
    setNote(text);
    announce(text);
  };

  return (
    <div className="export">
      <button type="button" onClick={run}>
        {running ? words.actions.exporting : words.actions.export}
      </button>
      <span className="hint">{note}</span>
      {failure && <FailureNotice failure={failure} />}
    </div>
  );
}

interface AllActions {
  actions: readonly ModerationAction[];
  /** There are more than these. */
  more: boolean;
  failure?: Failure;
}

async function readAll(gateway: Gateway, filter: ModerationActionFilter): Promise<AllActions> {
  const actions: ModerationAction[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const { data, failure }: Answer<ModerationActionsQuery> = await gateway(ModerationActionsDocument, {
      filter,
      first: PAGE,
      after,
    });
    if (failure) return { actions, more: true, failure };
    const { edges, pageInfo }: ModerationActionsQuery['moderationActions'] = data.moderationActions;
    actions.push(...edges.map(({ node }) => node));
    if (!pageInfo.hasNextPage) return { actions, more: false };
    after = pageInfo.endCursor;
  }
  return { actions, more: true };
}

function save(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
