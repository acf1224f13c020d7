import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Where `npm run dev` finds a running `akte serve --demo`. */
const server = process.env.AKTE_SERVER ?? 'https://localhost:8443';
const proxy = { target: server, secure: false };

export default defineConfig({
  plugins: [react()],
  build: {
    rolldownOptions: { input: ['portal.html', 'taskpane.html', 'dialog.html'] },
    // Every asset is a file of its own: the content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': proxy, '/auth': proxy, '/icons': proxy } },
  test: { environment: 'happy-dom', setupFiles: 'src/testing/setup.ts' },
});
