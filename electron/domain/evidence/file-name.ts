const MAX_NAME = 60;

/** A file's name that every system takes: what a person called it, and the time (UTC). */
export function fileName(words: string, at: number): string {
  const base = words
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, MAX_NAME);
  const time = new Date(at).toISOString().slice(0, 19).replaceAll(':', '');
  return `${base === '' ? 'evidence' : base}-${time}Z`;
}
