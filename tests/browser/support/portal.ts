import type { Locator, Page } from '@playwright/test';

/** What the demo's identity provider calls the people of the firm. */
export type Person = 'Lotte de Vries' | 'Karim Bennani' | 'Noor Jansen' | 'Anna Visser';

/** Signs in through the identity provider's own page and comes back to the library. */
export async function signIn(page: Page, person: Person = 'Lotte de Vries'): Promise<void> {
  await page.goto('/portal');
  await page.getByRole('link', { name: /^(Sign in|Aanmelden)$/ }).click();
  await page.getByRole('button', { name: person }).click();
  await page.getByRole('button', { name: /^(Sign out|Afmelden)$/ }).waitFor();
}

/** Starts the questionnaire of a template. */
export async function start(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^(Start|Beginnen): ${title}$`) }).click();
  await page.getByRole('progressbar', { name: /^(Voortgang|Progress)$/ }).waitFor();
}

/** Goes to a part of the questionnaire by its title. */
export async function openPart(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${title},`) }).click();
  await page.getByRole('heading', { level: 2, name: title }).waitFor();
}

/** Waits until the server knows everything that was typed. */
export async function saved(page: Page): Promise<void> {
  await page.locator('[data-saving="saved"]').waitFor();
}

/** A field by its label, whether or not the label carries the mark of a required answer. */
export const field = (within: Page | Locator, label: string): Locator =>
  within.getByRole('textbox', { name: new RegExp(`^${escape(label)}( ?\\*)?$`) });

/** A radio button by the question and the option. */
export const option = (within: Page | Locator, question: string, label: string): Locator =>
  within
    .getByRole('radiogroup', { name: new RegExp(`^${escape(question)}( ?\\*)?$`) })
    .getByRole('radio', { name: label, exact: true });

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
