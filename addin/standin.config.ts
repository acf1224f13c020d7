import { defineConfig } from 'vite';

/** The stand-in for Word as one script, to be served to tests in place of Office.js. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: '../target/standin',
    emptyOutDir: true,
    lib: {
      entry: 'src/word/standin/browser.ts',
      name: 'standin',
      formats: ['iife'],
      fileName: () => 'office.js',
    },
  },
});
