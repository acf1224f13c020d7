import { defineConfig } from '@playwright/test';
import config from './playwright.config.ts';

/** Figures, not proof: one after the other, with nothing beside them. */
export default defineConfig(config, {
  testDir: 'bench',
  workers: 1,
  fullyParallel: false,
  timeout: 180_000,
  reporter: [['list'], ['./bench/table.ts']],
});
