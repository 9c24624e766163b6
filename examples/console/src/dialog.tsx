import { type ReactNode, useEffect, useId, useRef } from 'react';

interface DialogProps {
  title: string;
  /** The name of the button that carries out what the dialog asks. */
  confirm?: string;
  cancel: string;
  /** Whether the act cannot be taken back. */
  grave?: boolean;
  onConfirm?: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** The second press of a double click comes within this time. It must not reach what lies behind the dialog. */
const DOUBLE_CLICK_MS = 400;

/** A question over the page. It takes the focus, and gives it back. */
export function Dialog({ title, confirm, cancel, grave, onConfirm, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const closing = useRef(false);
  const id = useId();
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);

  const end = (confirmed: boolean) => {
    if (closing.current) return;
    closing.current = true;
    if (confirmed) onConfirm?.();
    setTimeout(onClose, DOUBLE_CLICK_MS);
  };

  return (
    <dialog
      ref={dialog}
      className="card"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        end(false);
      }}
    >
      <form
        className="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          end(true);
        }}
      >
        <h2 id={id}>{title}</h2>
        {children}
        <div className="dialog-buttons">
          <button type="button" onClick={() => end(false)}>
            {cancel}
          </button>
          {confirm && (
            <button
              type="submit"
              className={grave ? 'primary grave' : 'primary'}
              onClick={(event) => {
                // The second press of the double click that has opened the dialog.
                if (event.detail > 1) event.preventDefault();
              }}
            >
              {confirm}
            </button>
          )}
        </div>
      </form>
    </dialog>
  );
}
