import { ViewerDocument } from 'moderation-gateway-client/strings';
import { useState } from 'react';
import type { Failure } from './failure.js';
import { FailureNotice } from './failure-notice.js';
import { connectGateway } from './gateway.js';
import { useWords } from './words/languages.js';

const TOKEN = /^[\w.~+/=-]+$/;
const NO_TOKEN: Failure = { name: 'SignedOut', mayHaveBeenApplied: false, retryable: false };

/** Asks for a token, if the page came without any. The form stays until the gateway has accepted one. */
export function TokenForm({ onToken }: { onToken: (token: string) => void }) {
  const { token } = useWords();
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  const tryToken = async (given: string) => {
    setAsking(true);
    setFailure(undefined);
    // A header cannot have other characters. So nothing would be sent, as if there were no connection.
    const { failure } = TOKEN.test(given)
      ? await connectGateway(given)(ViewerDocument, {})
      : { failure: NO_TOKEN };
    setAsking(false);
    setFailure(failure);
    if (!failure) onToken(given);
  };

  return (
    <main>
      <form
        className="card token-form"
        onSubmit={(event) => {
          event.preventDefault();
          const pasted = String(new FormData(event.currentTarget).get('token')).trim();
          const given = pasted.replace(/^Bearer\s+/i, '');
          if (given && !asking) void tryToken(given);
        }}
      >
        <label className="field">
          {token.label}
          <input name="token" type="password" autoComplete="off" aria-describedby="token-hint" required />
        </label>
        <p className="hint" id="token-hint">
          {token.hint}
        </p>
        <div role="alert">
          {failure?.name === 'SignedOut' && <p className="hint bad">{token.refused}</p>}
          {failure && failure.name !== 'SignedOut' && <FailureNotice failure={failure} />}
        </div>
        <button type="submit" className="primary" aria-disabled={asking}>
          {token.use}
        </button>
      </form>
    </main>
  );
}
