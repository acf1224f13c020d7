/** The words of the API, named once. They come from the server's OpenAPI; nothing here is written by hand. */
import type { components } from './schema';

type Schemas = components['schemas'];

export type Me = Schemas['Me'];
export type Permission = Schemas['Permission'];
export type MatterRef = Schemas['MatterRef'];
export type NewMatter = Schemas['NewMatter'];
export type TemplateItem = Schemas['TemplateItem'];
export type AnswerSet = Schemas['AnswerSet'];
export type NewAnswerSet = Schemas['NewAnswerSet'];
export type Reuse = Schemas['Reuse'];
export type LeftBecause = Schemas['LeftBecause'];
export type AnswerSetItem = Schemas['AnswerSetItem'];
export type State = Schemas['State'];
export type PageState = Schemas['PageState'];
export type QuestionState = Schemas['QuestionState'];
export type QuestionKind = Schemas['QuestionKind'];
/** Kinds of questions whose answer is a file. */
export type FileKind = Extract<QuestionKind, 'image' | 'file'>;
export type Change = Schemas['Change'];
export type AnswerFile = Schemas['AnswerFile'];
export type Missing = Schemas['Missing'];
export type DocumentItem = Schemas['Document'];
export type WholeDocument = Schemas['WholeDocument'];
export type Problem = Schemas['Problem'];
export type ProblemKind = Schemas['ProblemKind'];
export type FieldError = Schemas['FieldError'];
