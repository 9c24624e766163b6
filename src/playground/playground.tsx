import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './playground.css';
import { DropdownMenu, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { GraphiQL, type GraphiQLProps } from 'graphiql';
import { useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { ExampleOperation } from '../examples/composed-examples.js';
import { exampleOperations, examplesByAnswer } from './example-operations.js';
import { sendAs } from './fetcher.js';
import type { PlaygroundToken } from './playground-token.js';
import { storageWithoutHeaders } from './storage-without-headers.js';

const tabs = exampleOperations.map(({ query, variables }) => ({ query, variables: asText(variables) }));

// On a first visit GraphiQL takes from defaultTabs only the query. It fills its editors from its storage.
if (localStorage.getItem('graphiql:tabState') === null && tabs[0]) {
  localStorage.setItem('graphiql:query', tabs[0].query);
  localStorage.setItem('graphiql:variables', tabs[0].variables);
}

// Introspection does not say that this scalar is an object. Without this, the editor underlines its values as errors.
const customScalarSchemas: NonNullable<GraphiQLProps['customScalarSchemas']> = {
  StringMap: { type: 'object', additionalProperties: { type: 'string' } },
};

const HEADERS_TO_FILL_IN = `{
  // Put a token here, then re-fetch the schema:
  // press the arrows at the bottom left.
  "authorization": "Bearer "
}`;

/** The chosen caller's name is stored under this key, for this browser tab only: it survives a reload. */
const CHOSEN_CALLER = 'playground:caller';

function Playground({ callers }: { callers: readonly PlaygroundToken[] }) {
  const [caller, setCaller] = useState(
    () => callers.find(({ name }) => name === sessionStorage.getItem(CHOSEN_CALLER)) ?? callers[0],
  );
  // GraphiQL fetches the schema again for each new fetcher, so one caller keeps one fetcher.
  const fetcher = useMemo(() => sendAs(caller?.token), [caller]);
  const choose = (chosen: string) => {
    sessionStorage.setItem(CHOSEN_CALLER, chosen);
    setCaller(callers.find(({ name }) => name === chosen));
  };
  return (
    <GraphiQL
      fetcher={fetcher}
      storage={storageWithoutHeaders}
      shouldPersistHeaders={false}
      defaultTabs={tabs}
      customScalarSchemas={customScalarSchemas}
      {...(!caller && { defaultHeaders: HEADERS_TO_FILL_IN, defaultEditorToolsVisibility: 'headers' })}
    >
      <GraphiQL.Logo>
        <span className="top-bar">
          <ExampleMenu />
          {caller && (
            <label>
              Caller
              <select value={caller.name} onChange={({ target }) => choose(target.value)}>
                {callers.map(({ name }) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </label>
          )}
          Moderation gateway
        </span>
      </GraphiQL.Logo>
      {caller && (
        <GraphiQL.Footer>
          <p className="sent-header">
            Sent, unless the Headers tab has its own: <code>authorization: Bearer {caller.token}</code>
          </p>
        </GraphiQL.Footer>
      )}
    </GraphiQL>
  );
}

/** Opens a new tab with an operation that gets the chosen answer. */
function ExampleMenu() {
  const { addTab } = useGraphiQLActions();
  const queryEditor = useGraphiQL(({ queryEditor }) => queryEditor);
  const variableEditor = useGraphiQL(({ variableEditor }) => variableEditor);
  const open = ({ query, variables }: ExampleOperation) => {
    addTab();
    queryEditor?.setValue(query);
    variableEditor?.setValue(asText(variables));
  };
  return (
    <DropdownMenu>
      {/* The editors are loaded after the page. Before, an example would open an empty tab. */}
      <DropdownMenu.Button className="examples" disabled={!queryEditor || !variableEditor}>
        Examples
      </DropdownMenu.Button>
      <DropdownMenu.Content className="graphiql-dropdown-content example-list">
        {[...examplesByAnswer].map(([answer, example]) => (
          <DropdownMenu.Item key={answer} onSelect={() => open(example)}>
            {answer}
          </DropdownMenu.Item>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu>
  );
}

function asText(variables: Record<string, unknown>): string {
  return JSON.stringify(variables, null, 2);
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id} element.`);
  return found;
}

const callers: PlaygroundToken[] = JSON.parse(element('playground-tokens').textContent);
createRoot(element('playground')).render(<Playground callers={callers} />);
