/**
 * Which drafts have, or may have, a key in the keychain: no secret, only that there is one. It outlives its draft, so
 * that a key whose draft went while Spanwatch was killed is taken out at the next start. Any draft of before may have one.
 * Beside it, bases of versions that were thrown away before are not kept any longer.
 */
export const draftKeys = `
CREATE TABLE draft_keys (
  draft_id TEXT NOT NULL,
  field TEXT NOT NULL,
  PRIMARY KEY (draft_id, field)
) STRICT, WITHOUT ROWID;
INSERT INTO draft_keys (draft_id, field) SELECT id, 'psk' FROM drafts;

DELETE FROM draft_bases WHERE number NOT IN (SELECT base FROM draft_versions WHERE base IS NOT NULL);
`;
