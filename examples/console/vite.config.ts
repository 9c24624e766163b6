import { join } from 'node:path';
import { defineConfig } from 'vite';

const project = join(import.meta.dirname, '../..');

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  // In a project of your own, the installed package is found without this.
  resolve: { alias: { 'moderation-gateway-client': join(project, 'client/src/index.ts') } },
  build: {
    outDir: join(project, 'dist/console'),
    emptyOutDir: true,
    reportCompressedSize: false,
  },
  server: { proxy: { '/graphql': 'http://127.0.0.1:4000', '/console/rooms': 'http://127.0.0.1:4000' } },
});
