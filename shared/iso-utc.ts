/** A time in ISO 8601, UTC, as all exports and every tooltip have it: `2026-02-03T13:05:31.804Z`. */
export const isoUtc = (at: number): string => new Date(at).toISOString();
