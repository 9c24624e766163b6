import { useEffect, useId, useRef } from 'react';
import type { Viewer } from './permissions.js';
import { TokenForm } from './token-form.js';
import { useWords } from './words/languages.js';

interface SignInDialogProps {
  /** Who has used the page until now. */
  subject: string | undefined;
  onToken: (token: string, viewer: Viewer) => void;
  onCancel: () => void;
}

/** Asks for a token over the page, which stays as it is. The focus comes back to where it was. */
export function SignInDialog({ subject, onToken, onCancel }: SignInDialogProps) {
  const { token } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className="card"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      <h2 id={id}>{token.again}</h2>
      <p>{subject === undefined ? token.refused : token.goesOn(subject)}</p>
      <TokenForm onToken={onToken} onCancel={onCancel} />
    </dialog>
  );
}
