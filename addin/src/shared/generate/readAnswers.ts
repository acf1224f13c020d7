/** A file that somebody chose; without answers when it holds none. */
export interface Answered {
  name: string;
  answers: Record<string, unknown> | undefined;
}

/** The most that the server takes, in bytes. */
const LARGEST = 2 * 1024 * 1024;

/** Reads answers as they were exported: a JSON object. */
export async function readAnswers(file: File): Promise<Answered> {
  let answers: unknown;
  try {
    answers = file.size > LARGEST ? undefined : JSON.parse(await file.text());
  } catch {
    answers = undefined;
  }
  const isObject = typeof answers === 'object' && answers !== null && !Array.isArray(answers);
  return { name: file.name, answers: isObject ? (answers as Record<string, unknown>) : undefined };
}
