/** The most characters that the server takes for a title, a name or words to look for. */
export const LONGEST = 200;
