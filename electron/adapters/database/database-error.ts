export type DatabaseProblem = 'corrupt' | 'newer-version' | 'unusable';

const WORDS: Record<DatabaseProblem, string> = {
  corrupt:
    'The database is damaged. Nothing was changed; restore a copy, or move the file away to begin anew',
  'newer-version':
    'The database was written by a newer version of Spanwatch. Nothing was changed; use that version',
  unusable: 'The database cannot be opened',
};

/** The database can't be used. The file was left as it is. */
export class DatabaseError extends Error {
  readonly problem: DatabaseProblem;
  readonly path: string;
  constructor(problem: DatabaseProblem, path: string, cause?: unknown) {
    const why = cause instanceof Error ? ` (${cause.message})` : '';
    super(`${WORDS[problem]}: ${path}${why}`, { cause });
    this.problem = problem;
    this.path = path;
  }
}
