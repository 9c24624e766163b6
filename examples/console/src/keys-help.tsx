import { useEffect, useState } from 'react';
import { Dialog } from './dialog.js';
import { useWords } from './words/languages.js';

/** The keys of the page, which `?` opens. */
export function KeysHelp() {
  const { keys, close } = useWords();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const listen = ({ key, target }: KeyboardEvent) => {
      const typing = target instanceof HTMLTextAreaElement || isTextInput(target);
      if (key === '?' && !typing && !document.querySelector('dialog[open]')) setOpen(true);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
  if (!open) return null;
  return (
    <Dialog title={keys.title} cancel={close} onClose={() => setOpen(false)}>
      <dl className="keys">
        {keys.list.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

function isTextInput(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && !['checkbox', 'radio'].includes(target.type);
}
