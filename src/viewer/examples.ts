import type { Examples } from '../examples/example.js';

export const examples: Examples<Record<string, never>> = {
  operation: 'Viewer',
  answers: {
    Viewer: { comment: 'What the token of the caller above allows.', variables: {} },
  },
};
