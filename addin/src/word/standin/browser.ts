import { StandIn } from './office';
import type { showBeside } from './show';
import { type Play, TODAY } from './types';

/** What a test says before the page loads. */
interface Wanted {
  /** The open document, in base64. */
  docx: string;
  play?: Partial<Play>;
}

declare global {
  interface Window {
    akteStandIn?: Wanted;
    standIn?: StandIn;
    /** There when the document is to be shown beside the page. */
    showBeside?: typeof showBeside;
  }
}

type Handler = (event: { message: string; origin: string } | { error: number }) => void;

/** Dialogs are windows of the browser, which speak to the one that opened them. */
const ui = {
  displayDialogAsync: (url: string, _size: object, done: (result: object) => void) => {
    const popup = window.open(url, '_blank', 'popup,width=480,height=640');
    const handlers = new Map<string, Handler>();
    const close = () => {
      removeEventListener('message', heard);
      popup?.close();
    };
    const heard = ({ source, data, origin }: MessageEvent<{ officeDialog?: string }>) => {
      if (source === popup && data.officeDialog !== undefined)
        handlers.get('dialogMessageReceived')?.({ message: data.officeDialog, origin });
    };
    addEventListener('message', heard);
    const addEventHandler = (kind: string, handler: Handler) => handlers.set(kind, handler);
    // 12011: https://learn.microsoft.com/en-us/office/dev/add-ins/develop/dialog-handle-errors-events
    done(
      popup
        ? { status: 'succeeded', value: { addEventHandler, close } }
        : { status: 'failed', error: { code: 12011, message: 'blocked' } },
    );
  },
  messageParent: (message: string, { targetOrigin }: { targetOrigin: string }) => {
    (window.opener as Window | null)?.postMessage({ officeDialog: message }, targetOrigin);
  },
};

const { docx, play } = window.akteStandIn ?? { docx: '' };
const bytes = Uint8Array.from(atob(docx), (letter) => letter.charCodeAt(0));
const standIn = new StandIn(bytes, { ...TODAY, ...play });
window.standIn = standIn;
const globals = standIn.globals();
Object.assign(globals.Office.context, { ui });
Object.assign(window, globals);
// Office.js takes these away: a page needs a router in memory.
Object.assign(history, { pushState: null, replaceState: null });
const { showBeside: beside } = window;
if (beside)
  addEventListener('DOMContentLoaded', () => {
    const show = beside(() => standIn.export());
    standIn.window.changed = () => void show();
    void show();
  });
