import type { ComponentType } from 'react';
import type { QuestionKind } from '../../../api/types';
import { ChoiceControl, MultipleChoiceControl, YesNoControl } from './ChoiceControl';
import type { ControlProps } from './control';
import { DateControl } from './DateControl';
import { FileControl } from './FileControl';
import { MoneyControl } from './MoneyControl';
import { NumberControl } from './NumberControl';
import { PeriodControl } from './PeriodControl';
import { ParagraphControl, TextControl } from './TextControl';

/** Kinds of questions that are made of other questions. */
export type CompositeKind = 'person' | 'organisation' | 'address' | 'group' | 'list';

/** The control of every other kind. */
export const CONTROLS: Record<Exclude<QuestionKind, CompositeKind>, ComponentType<ControlProps>> = {
  text: TextControl,
  paragraph: ParagraphControl,
  number: NumberControl,
  money: MoneyControl,
  date: DateControl,
  period: PeriodControl,
  yes_no: YesNoControl,
  choice: ChoiceControl,
  multiple_choice: MultipleChoiceControl,
  postcode: TextControl,
  kvk: TextControl,
  rsin: TextControl,
  bsn: TextControl,
  iban: TextControl,
  vat: TextControl,
  image: FileControl,
  file: FileControl,
};
