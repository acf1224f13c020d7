/**
 * Runs while the scripts of the page are on their way, when the browser has nothing to do: it reads up on a language
 * the first time that something is written in it, which would hold up the first screen by tens of milliseconds.
 */
new Intl.DateTimeFormat(navigator.language, { dateStyle: 'long', timeStyle: 'short' }).format(0);
