/** Kinds with a form of their own, and an example of it. */
const FORMATS = ['postcode', 'kvk', 'rsin', 'bsn', 'iban', 'vat'] as const;
export type Format = (typeof FORMATS)[number];

export const isFormat = (kind: string): kind is Format => (FORMATS as readonly string[]).includes(kind);
