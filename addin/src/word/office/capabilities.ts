import type { Capabilities } from '../word';

/** Versions of WordApi that make a difference to us, from new to old. The manifest asks for the last one. */
const VERSIONS = ['1.9', '1.8', '1.7', '1.6', '1.5', '1.4', '1.3'] as const;
export type Version = (typeof VERSIONS)[number];

/** Whether this Word has a version of WordApi. */
export const has = (version: Version): boolean =>
  Office.context.requirements.isSetSupported('WordApi', version);

export const isWeb = (): boolean => Office.context.platform === Office.PlatformType.OfficeOnline;

export function capabilities(): Capabilities {
  return {
    version: VERSIONS.find(has) ?? '1.3',
    web: isWeb(),
    replace: has('1.5'),
    // On the web a new document is opened unreliably: not offered there (docs/word-compatibility.md).
    openNew: !isWeb(),
    nestedSignIn: Office.context.requirements.isSetSupported('NestedAppAuth', '1.1'),
    allMarks: has('1.5'),
  };
}
