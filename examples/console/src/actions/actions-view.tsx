import { missingForActions, type Viewer } from '../permissions.js';
import { useWords } from '../words/languages.js';
import { missingText } from '../words/words.js';

export function ActionsView({ viewer }: { viewer: Viewer; shown: boolean }) {
  const words = useWords();
  const missing = missingForActions(viewer);
  return <p className="card refusal">{missing ? missingText(words, missing) : words.actions.none}</p>;
}
