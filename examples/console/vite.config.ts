import { join } from 'node:path';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  build: {
    outDir: join(import.meta.dirname, '../../dist/console'),
    emptyOutDir: true,
    reportCompressedSize: false,
  },
  // For `npx vite --config examples/console/vite.config.ts`, beside a running sandbox.
  server: { proxy: { '/graphql': 'http://127.0.0.1:4000' } },
});
