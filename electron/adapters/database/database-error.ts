export type DatabaseProblem = 'corrupt' | 'newer-version' | 'unusable';

const WORDS: Record<DatabaseProblem, string> = {
  corrupt:
    'The database is damaged. Nothing was changed; Spanwatch’s window offers its backups, and puts the damaged file aside',
  'newer-version':
    'The database was written by a newer version of Spanwatch. Nothing was changed; use that version',
  unusable: 'The database cannot be opened',
};

const FOUND: Record<DatabaseProblem, string> = {
  corrupt: 'The first bytes of the file are not those of a database.',
  'newer-version': 'The number of its schema is higher than this version knows.',
  unusable: 'The system said nothing more.',
};

/** The database can't be used. The file was left as it is. */
export class DatabaseError extends Error {
  readonly problem: DatabaseProblem;
  readonly path: string;
  /** What was found in the file, or what the system said. */
  readonly why: string;
  constructor(problem: DatabaseProblem, path: string, cause?: unknown) {
    const why = cause instanceof Error ? ` (${cause.message})` : '';
    super(`${WORDS[problem]}: ${path}${why}`, { cause });
    this.problem = problem;
    this.path = path;
    this.why = cause instanceof Error ? cause.message : FOUND[problem];
  }
}
