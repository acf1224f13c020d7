import type { ComponentType } from 'react';
import type { DocumentItem } from '../../api/types';

/** What a surface does with a finished document: the portal downloads it, the pane puts it into Word. */
export interface Delivery {
  /** On the document's own screen. */
  Whole: ComponentType<{ document: DocumentItem }>;
  /** In a list of documents. */
  Brief: ComponentType<{ document: DocumentItem }>;
}
