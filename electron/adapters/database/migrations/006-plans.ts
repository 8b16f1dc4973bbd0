/** Change plans, and which process sends one at the moment: as with a request, never two. */
export const plans = `
CREATE TABLE plans (
  id TEXT PRIMARY KEY,
  data TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE plan_claims (
  plan_id TEXT PRIMARY KEY REFERENCES plans (id) ON DELETE CASCADE,
  owner TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
