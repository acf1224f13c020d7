import eslint from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The surfaces: each may import shared/ and api/, never another surface. */
const screens = ['taskpane', 'authoring', 'portal', 'console', 'shop'];

/** What a folder may not import, as patterns of import paths. */
function forbid(files, folders, message) {
  const group = folders.flatMap((folder) => [`**/${folder}`, `**/${folder}/**`]);
  return { files, rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] } };
}

/** Nobody but the tests imports the stand-in. */
function standInForTests(files, ignores) {
  const pattern = { group: ['**/standin/**'], message: 'The stand-in is for tests.' };
  return {
    files,
    ignores,
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [pattern] }] },
  };
}

export default defineConfig(
  { ignores: ['dist', 'src/api/schema.ts'] },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  reactHooks.configs.flat.recommended,
  { languageOptions: { parserOptions: { projectService: true } } },
  {
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
    },
  },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
  ...screens.map((screen) =>
    forbid(
      [`src/${screen}/**`],
      [...screens.filter((other) => other !== screen), 'entries'],
      'A screen imports shared/ and api/, never another screen.',
    ),
  ),
  forbid(['src/shared/**'], [...screens, 'entries', 'word'], 'shared/ does not know the screens or Word.'),
  forbid(['src/api/**'], [...screens, 'entries', 'word', 'shared'], 'api/ stands on its own.'),
  standInForTests(
    ['src/{entries,taskpane,authoring,portal,console,shop}/**', 'src/word/*.ts', 'src/word/office/**'],
    ['src/word/*.test.ts'],
  ),
  {
    files: ['src/**'],
    ignores: ['src/word/**'],
    rules: {
      'no-restricted-globals': ['error', 'Office', 'Word', 'OfficeExtension'].map((name) =>
        name === 'error' ? name : { name, message: 'Only src/word names Office and Word.' },
      ),
    },
  },
);
