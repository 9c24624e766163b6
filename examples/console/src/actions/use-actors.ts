import { ModerationActionsDocument } from 'moderation-gateway-client/strings';
import { useEffect, useState } from 'react';
import { useGateway } from '../gateway.js';

/** The greatest page that the gateway gives. */
const PAGE = 200;

/** Who has done something lately, to be suggested. Without an answer nobody is suggested, which harms nothing. */
export function useActors(wanted: boolean): readonly string[] {
  const gateway = useGateway();
  const [actors, setActors] = useState<readonly string[]>([]);
  useEffect(() => {
    if (!wanted) return;
    let ended = false;
    void gateway(ModerationActionsDocument, { filter: {}, first: PAGE, after: null }).then(({ data }) => {
      if (!data || ended) return;
      setActors([...new Set(data.moderationActions.edges.map(({ node }) => node.actor))].sort());
    });
    return () => {
      ended = true;
    };
  }, [gateway, wanted]);
  return actors;
}
