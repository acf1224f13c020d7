import { defineConfig } from 'vite';

/** What stands in for Word, as scripts: `office` in place of Office.js, and what shows the document when it is there. */
const ENTRIES: Record<string, string> = { office: 'browser', show: 'show' };

export default defineConfig(({ mode }) => ({
  publicDir: false,
  build: {
    outDir: '../target/standin',
    emptyOutDir: false,
    lib: {
      entry: `src/word/standin/${ENTRIES[mode]}.ts`,
      name: 'standin',
      formats: ['iife'],
      fileName: () => `${mode}.js`,
    },
  },
}));
