import { ViewerDocument } from 'moderation-gateway-client/strings';
import { useId, useState } from 'react';
import type { Failure } from './failure.js';
import { FailureNotice } from './failure-notice.js';
import { gatewayWith } from './gateway.js';
import type { Viewer } from './permissions.js';
import { useWords } from './words/languages.js';

const TOKEN = /^[\w.~+/=-]+$/;
const NO_TOKEN: Failure = { name: 'SignedOut', mayHaveBeenApplied: false, retryable: false };

interface TokenFormProps {
  onToken: (token: string, viewer: Viewer) => void;
  /** Absent: there is nothing to go back to. */
  onCancel?: () => void;
}

/** Asks for a token. The form stays until the gateway has accepted one. */
export function TokenForm({ onToken, onCancel }: TokenFormProps) {
  const { token, cancel } = useWords();
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const hintId = useId();

  const tryToken = async (given: string) => {
    setAsking(true);
    setFailure(undefined);
    // A header cannot have other characters. So nothing would be sent, as if there were no connection.
    const { data, failure } = TOKEN.test(given)
      ? await gatewayWith(given)(ViewerDocument, {})
      : { failure: NO_TOKEN };
    setAsking(false);
    setFailure(failure);
    if (data) onToken(given, data.viewer);
  };

  return (
    <form
      className="token-form"
      onSubmit={(event) => {
        event.preventDefault();
        const pasted = String(new FormData(event.currentTarget).get('token')).trim();
        const given = pasted.replace(/^Bearer\s+/i, '');
        if (given && !asking) void tryToken(given);
      }}
    >
      <label className="field">
        {token.label}
        <input name="token" type="password" autoComplete="off" aria-describedby={hintId} required />
      </label>
      <p className="hint" id={hintId}>
        {token.hint}
      </p>
      <div role="alert">
        {failure?.name === 'SignedOut' && <p className="hint bad">{token.refused}</p>}
        {failure && failure.name !== 'SignedOut' && <FailureNotice failure={failure} />}
      </div>
      <div className="dialog-buttons">
        {onCancel && (
          <button type="button" onClick={onCancel}>
            {cancel}
          </button>
        )}
        <button type="submit" className="primary">
          {token.use}
        </button>
      </div>
    </form>
  );
}
