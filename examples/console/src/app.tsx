import { useEffect, useRef, useState } from 'react';
import { useAddress, VIEWS, type View } from './address.js';
import { Session } from './session.js';
import { TokenForm } from './token-form.js';
import { firstLanguage, isLanguage, LANGUAGES, rememberLanguage, WordsContext } from './words/languages.js';

/** A caller that the console can act as. */
export interface Caller {
  name: string;
  token: string;
}

/** The chosen caller's name is stored under this key, for this browser tab only: it survives a reload. */
const CHOSEN_CALLER = 'console:caller';

export function App({ callers }: { callers: readonly Caller[] }) {
  const [language, setLanguage] = useState(firstLanguage);
  const [caller, setCaller] = useState(
    () => callers.find(({ name }) => name === sessionStorage.getItem(CHOSEN_CALLER)) ?? callers[0],
  );
  const { view } = useAddress();
  const last = useLastAddresses(view);
  const words = LANGUAGES[language];

  useEffect(() => {
    document.documentElement.lang = words.language;
    document.title = words.title;
  }, [words]);

  const chooseCaller = (chosen: string) => {
    sessionStorage.setItem(CHOSEN_CALLER, chosen);
    setCaller(callers.find(({ name }) => name === chosen));
  };
  const chooseLanguage = (chosen: string) => {
    if (!isLanguage(chosen)) return;
    rememberLanguage(chosen);
    setLanguage(chosen);
  };

  return (
    <WordsContext value={words}>
      <header className="top">
        <h1>{words.title}</h1>
        <nav aria-label={words.title}>
          {VIEWS.map((name) => (
            <a
              key={name}
              href={last.get(name) ?? `#${name}`}
              aria-current={name === view ? 'page' : undefined}
            >
              {words.views[name]}
            </a>
          ))}
        </nav>
        <div className="choices">
          {callers.length > 0 && (
            <label>
              {words.callerLabel}
              <select value={caller?.name} onChange={({ target }) => chooseCaller(target.value)}>
                {callers.map(({ name }) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </label>
          )}
          <label>
            <span className="language-label">{words.languageLabel}</span>
            <select value={language} onChange={({ target }) => chooseLanguage(target.value)}>
              <option value="en" lang="en">
                English
              </option>
              <option value="zh-CN" lang="zh-CN">
                简体中文
              </option>
            </select>
          </label>
        </div>
      </header>
      {/* Another caller starts with nothing that the one before has done or seen. */}
      {caller ? (
        <Session
          key={caller.token}
          token={caller.token}
          view={view}
          onOther={(token) => setCaller({ name: '', token })}
        />
      ) : (
        <main>
          <div className="card first-token">
            <TokenForm onToken={(token) => setCaller({ name: '', token })} />
          </div>
        </main>
      )}
    </WordsContext>
  );
}

/** A view has its filters when somebody comes back to it. */
function useLastAddresses(view: View): ReadonlyMap<View, string> {
  const last = useRef(new Map<View, string>());
  last.current.set(view, location.hash || `#${view}`);
  return last.current;
}
