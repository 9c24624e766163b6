import './console.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, type Caller } from './app.js';

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id} element.`);
  return found;
}

// The sandbox writes its tokens into the page. Your own console gets a token from the service that signs your users in.
const callers: Caller[] = JSON.parse(element('callers').textContent);
createRoot(element('console')).render(
  <StrictMode>
    <App callers={callers} />
  </StrictMode>,
);
