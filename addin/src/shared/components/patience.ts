/** Nothing looks slower than a flash of "loading": what is there within 300 ms shows no sign of waiting. */
export const PATIENCE_MS = 300;
