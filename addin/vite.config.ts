import { brotliCompressSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Where `npm run dev` finds a running `akte serve --demo`. */
const server = process.env.AKTE_SERVER ?? 'https://localhost:8443';
const proxy = { target: server, secure: false };

/** Beside each asset the same as small as it gets: the server does not compress it for every visitor again. */
const small: Plugin = {
  name: 'small',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (!/\.(js|css)$/.test(file.fileName)) continue;
        const source = brotliCompressSync(file.type === 'chunk' ? file.code : file.source);
        this.emitFile({ type: 'asset', fileName: `${file.fileName}.br`, source });
      }
    },
  },
};

export default defineConfig({
  plugins: [react(), small],
  build: {
    rolldownOptions: {
      input: ['portal.html', 'taskpane.html', 'dialog.html'],
      output: {
        // Few files, for each costs its own way through the browser: what the dialog needs too, React, and what the
        // pages share; what is left comes with the page that needs it.
        codeSplitting: {
          groups: [
            {
              name: 'base',
              test: /src[\\/](api|shared[\\/]session[\\/]signIn)|vite[\\/]preload-helper/,
              tags: ['$initial'],
              priority: 2,
            },
            { name: 'react', test: /node_modules[\\/]react(-dom)?[\\/]/, tags: ['$initial'], priority: 1 },
            { name: 'page', test: /src[\\/]shared[\\/]/, tags: ['$initial'] },
          ],
        },
      },
    },
    // Every asset is a file of its own: the content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': proxy, '/auth': proxy, '/icons': proxy } },
  test: {
    environment: 'happy-dom',
    // A page of a test may name scripts: they are not fetched, and need not be.
    environmentOptions: { happyDOM: { settings: { handleDisabledFileLoadingAsSuccess: true } } },
    setupFiles: 'src/testing/setup.ts',
    // Longer than whatever a test waits for, on a busy machine too.
    testTimeout: 30_000,
  },
});
