import { GIVEN_UP, WordError, type WordTrouble } from '../word';

/**
 * What Office's codes for a dialog mean.
 * https://learn.microsoft.com/en-us/office/dev/add-ins/develop/dialog-handle-errors-events
 */
const TROUBLES: Record<number, WordTrouble> = {
  12002: 'dialog-not-loaded',
  12006: 'dialog-closed',
  12007: 'dialog-open',
  // Refused by the person, blocked by the browser.
  12009: 'dialog-blocked',
  12011: 'dialog-blocked',
};
const troubleOf = (code: number): WordTrouble => TROUBLES[code] ?? 'failed';

/** In per cent of the screen. */
const SIZE = { height: 70, width: 35 };

/**
 * DialogApi 1.1. A dialog starts at our own origin and may lead elsewhere to sign in; only what comes from our
 * own origin is listened to.
 * https://learn.microsoft.com/en-us/office/dev/add-ins/develop/dialog-api-in-office-add-ins
 */
export function openDialog(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    Office.context.ui.displayDialogAsync(location.origin + path, SIZE, (opened) => {
      if (opened.status !== Office.AsyncResultStatus.Succeeded) {
        reject(new WordError(troubleOf(opened.error.code), { cause: opened.error }));
        return;
      }
      const dialog = opened.value;
      dialog.addEventHandler(Office.EventType.DialogMessageReceived, (event) => {
        if ('error' in event || event.origin !== location.origin) return;
        dialog.close();
        if (event.message === GIVEN_UP) reject(new WordError('dialog-closed'));
        else resolve(event.message);
      });
      dialog.addEventHandler(Office.EventType.DialogEventReceived, (event) => {
        if (!('error' in event)) return;
        const trouble = troubleOf(event.error);
        if (trouble !== 'dialog-closed') dialog.close();
        reject(new WordError(trouble, { cause: event }));
      });
    });
  });
}
