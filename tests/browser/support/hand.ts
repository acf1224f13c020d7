import { type ElementHandle, expect, type Locator, type Page } from '@playwright/test';
import { openPart, saved } from './portal.ts';

/** How a person answers: by mouse, or by keyboard alone. */
export interface Hand {
  write: (field: Locator, text: string) => Promise<void>;
  pick: (radio: Locator) => Promise<void>;
  choose: (list: Locator, label: string) => Promise<void>;
  press: (button: Locator) => Promise<void>;
  /** Goes on to the part of the questionnaire with this title. */
  turnTo: (title: string) => Promise<void>;
}

/** Points, clicks and types. */
export const mouse = (page: Page): Hand => ({
  write: (field, text) => field.fill(text),
  pick: (radio) => radio.check(),
  choose: async (list, label) => {
    await list.selectOption(label);
  },
  press: (button) => button.click(),
  turnTo: async (title) => {
    await page.getByRole('progressbar', { name: /^(Voortgang|Progress)$/ }).waitFor();
    if (await heading(page, title).isVisible()) return;
    // What an answer brings moves nothing under the pointer any more.
    await saved(page);
    // Where there is little room the list of parts is folded up.
    if (await page.getByRole('button', { name: new RegExp(`^${title},`) }).isVisible())
      return openPart(page, title);
    await onward(page, title).click();
    await heading(page, title).waitFor();
  },
});

const heading = (page: Page, title: string) =>
  page.getByRole('heading', { level: 2, name: title, exact: true });

/** The button to the next part, or to the review. */
const onward = (page: Page, title: string) =>
  page.getByRole('button', { name: new RegExp(`^(Volgende|Next|${title})$`) }).last();

/** More stops than any screen has. */
const STOPS = 150;

/** Never touches the mouse: Tab, arrows, Enter and letters. */
export function keyboard(page: Page): Hand {
  const reach = async (target: Locator) => {
    await target.waitFor();
    // Found once: a stop is then a key and a glance.
    const element = (await target.elementHandle()) as ElementHandle<Element>;
    for (let stop = 0; stop < STOPS; stop++) {
      if (await element.evaluate((element) => element.contains(document.activeElement))) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not lead to ${target}`);
  };
  const press = async (button: Locator) => {
    await reach(button);
    await page.keyboard.press('Enter');
  };
  return {
    write: async (field, text) => {
      await reach(field);
      await page.keyboard.press('Control+A');
      await page.keyboard.type(text);
    },
    pick: async (radio) => {
      await reach(radio.locator('xpath=ancestor::*[@role="radiogroup"]'));
      await page.keyboard.press('Space');
      for (let option = 0; option < STOPS && !(await radio.isChecked()); option++) {
        await page.keyboard.press('ArrowDown');
      }
      await expect(radio).toBeChecked();
    },
    choose: async (list, label) => {
      await reach(list);
      await page.keyboard.type(label);
      await expect(list.locator('option:checked')).toHaveText(label);
    },
    press,
    turnTo: async (title) => {
      await page.getByRole('progressbar', { name: /^(Voortgang|Progress)$/ }).waitFor();
      if (await heading(page, title).isVisible()) return;
      await press(onward(page, title));
      await expect(heading(page, title)).toBeFocused();
    },
  };
}
