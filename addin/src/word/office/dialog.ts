import { WordError } from '../word';

/** Office's code for a dialog that the person closed. */
const CLOSED = 12006;
/** Office's codes for a dialog that did not open: blocked by the browser, refused by the person. */
const BLOCKED = [12007, 12009, 12011];

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
        const { code } = opened.error;
        reject(new WordError(BLOCKED.includes(code) ? 'dialog-blocked' : 'failed', { cause: opened.error }));
        return;
      }
      const dialog = opened.value;
      dialog.addEventHandler(Office.EventType.DialogMessageReceived, (event) => {
        if ('error' in event || event.origin !== location.origin) return;
        dialog.close();
        resolve(event.message);
      });
      dialog.addEventHandler(Office.EventType.DialogEventReceived, (event) => {
        if (!('error' in event)) return;
        if (event.error !== CLOSED) dialog.close();
        reject(new WordError(event.error === CLOSED ? 'dialog-closed' : 'failed', { cause: event }));
      });
    });
  });
}
