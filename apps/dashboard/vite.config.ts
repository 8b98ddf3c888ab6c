import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { chunks } from './chunks.ts';
import { compressed } from './compressed.ts';
import { preloaded } from './preloaded.ts';

/** `npm run dev -w apps/dashboard` serves the page and hands /api to a running Seesaw (`SEESAW_API_URL`, else the usual port). */
export default defineConfig({
  plugins: [react(), preloaded('/src/drawPage.tsx'), compressed()],
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: process.env.SEESAW_API_URL ?? 'http://127.0.0.1:7788', changeOrigin: true } },
    // The examples at the root are built into the page.
    fs: { allow: ['../..'] },
  },
  // The page's policy refuses WebAssembly, and `long`, which tfjs-core loads but does not need here, would try and complain.
  define: { WebAssembly: 'undefined' },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 700,
    // All styles are a tenth of the code of a page: one file, and none to ask for with the code of each part.
    cssCodeSplit: false,
    rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
  },
});
