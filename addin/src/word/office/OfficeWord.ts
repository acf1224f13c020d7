import type { Inserted, Mark, OfficeTheme, Place, PlacedMark, Where, WordHost } from '../word';
import { capabilities } from './capabilities';
import { openDialog } from './dialog';
import { currentFile } from './file';
import { insert, openNew } from './insert';
import { marks, removeTag, tagSelection } from './marks';
import { readPart, writePart } from './parts';
import { select } from './place';
import { onSelection } from './selection';
import { theme } from './theme';

/** Word through Office.js. */
export class OfficeWord implements WordHost {
  capabilities = capabilities;
  currentFile = currentFile;
  insert: (docx: Uint8Array, where: Where) => Promise<Inserted> = insert;
  openNew: (docx: Uint8Array) => Promise<Inserted> = openNew;
  readPart = readPart;
  writePart = writePart;
  tagSelection: (mark: Mark) => Promise<void> = tagSelection;
  removeTag = removeTag;
  marks: () => Promise<PlacedMark[]> = marks;
  select: (place: Place) => Promise<void> = select;
  onSelection = onSelection;
  theme: () => OfficeTheme | undefined = theme;
  dialog = openDialog;
}
