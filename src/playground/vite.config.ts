import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';

const outDir = join(import.meta.dirname, '../../dist/playground');

export default defineConfig({
  root: import.meta.dirname,
  base: '/graphql/',
  build: {
    outDir,
    // The TypeScript build writes playground-token.js to the same folder.
    emptyOutDir: false,
    // Monaco is 2.8 MB in one piece.
    chunkSizeWarningLimit: 3_000,
    reportCompressedSize: false,
    // React's directives mean nothing in a page that only a browser renders.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
  worker: { format: 'es' },
  plugins: [
    {
      name: 'remove-old-assets',
      buildStart: () => rmSync(join(outDir, 'assets'), { recursive: true, force: true }),
    },
  ],
});
