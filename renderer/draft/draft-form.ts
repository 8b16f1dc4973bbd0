import { createContext, useContext } from 'react';
import type { Draft } from '../../shared/draft.ts';
import type { Json, JsonObject, JsonPath } from '../../shared/json.ts';
import { getAt, sameJson } from '../../shared/json.ts';
import type { Issue } from '../../shared/result.ts';
import type { Copy } from './lookup.ts';
import { issuesAt } from './sections.ts';

/** What every control of the form needs: the draft, what is wrong with it, and the one way to change it. */
export type DraftForm = {
  draft: Draft;
  copy: Copy;
  issues: readonly Issue[];
  warnings: readonly Issue[];
  /** While the JSON tab's text can't be read, or nothing may be edited. */
  disabled: boolean;
  edit(path: JsonPath, value: Json | undefined): void;
  /** Changes the body as a whole. */
  replace(body: JsonObject): void;
};

const DraftFormContext = createContext<DraftForm | null>(null);
export const DraftFormProvider = DraftFormContext.Provider;

export function useDraftForm(): DraftForm {
  const form = useContext(DraftFormContext);
  if (!form) throw new Error('a draft’s control stands outside of its form');
  return form;
}

export type FieldState = {
  value: unknown;
  issues: Issue[];
  warnings: Issue[];
  /** What it was in the base, where that differs; `undefined` inside: it was not there. */
  changed: { was: unknown } | null;
  set(value: Json | undefined): void;
};

/** One field of the body, by its path. */
export function useDraftField(path: JsonPath): FieldState {
  const { draft, issues, warnings, edit } = useDraftForm();
  const value = getAt(draft.body, path);
  const was = draft.base === null ? undefined : getAt(draft.base, path);
  return {
    value,
    issues: issuesAt(issues, path),
    warnings: issuesAt(warnings, path),
    changed: draft.base !== null && !sameJson(value, was) ? { was } : null,
    set: (next) => edit(path, next),
  };
}

/** A value as it stands in a text field: text as it is, anything else as JSON, nothing as nothing. */
export function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Typed digits as a number; anything else stays the text that was typed, for the check to complain about. */
export function typedNumber(text: string): Json | undefined {
  const plain = text.trim();
  if (plain === '') return undefined;
  return /^\d{1,15}$/.test(plain) ? Number(plain) : text;
}

/** "was …" in words. */
export function wasText(was: unknown): string {
  if (was === undefined || was === null || was === '') return 'empty';
  if (was === true) return 'on';
  if (was === false) return 'off';
  return typeof was === 'string' ? `“${was}”` : JSON.stringify(was);
}
