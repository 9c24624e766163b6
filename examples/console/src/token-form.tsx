import { useWords } from './words/languages.js';

/** Asks for a token, if the page came without any. */
export function TokenForm({ onToken }: { onToken: (token: string) => void }) {
  const { token } = useWords();
  return (
    <main>
      <form
        className="card token-form"
        onSubmit={(event) => {
          event.preventDefault();
          const given = String(new FormData(event.currentTarget).get('token')).trim();
          if (given) onToken(given);
        }}
      >
        <label className="field">
          {token.label}
          <input name="token" type="password" autoComplete="off" aria-describedby="token-hint" required />
        </label>
        <p className="hint" id="token-hint">
          {token.hint}
        </p>
        <button type="submit" className="primary">
          {token.use}
        </button>
      </form>
    </main>
  );
}
