import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npm run dev -w apps/dashboard` serves the page and hands /api to a running Seesaw. */
export default defineConfig(({ mode }) => ({
  plugins: [react()],
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: process.env.SEESAW_API_URL ?? 'http://127.0.0.1:7788', changeOrigin: true } },
    fs: { allow: ['../..'] },
  },
  build: { target: 'es2022', sourcemap: false, chunkSizeWarningLimit: 700, emptyOutDir: true },
  define: { 'process.env.NODE_ENV': JSON.stringify(mode === 'test' ? 'test' : mode) },
}));
