import type { ClipboardEvent, KeyboardEvent } from 'react';
import { useRef, useState } from 'react';
import type { Json, JsonPath } from '../../shared/json.ts';
import { getAt } from '../../shared/json.ts';
import { useDraftForm } from './draft-form.ts';
import { elementIdOf, issuesUnder } from './sections.ts';
import { addSubnets, isList, repeatedIn, replaceSubnet, subnetTexts } from './subnets.ts';

const SEPARATOR = /[\s,;]$/;

/** One for each side: two that are alike would not tell them apart. */
const EXAMPLE = { local: '10.0.0.0/24', peer: '192.168.0.0/24' };

/**
 * A list of subnets as chips. Typing goes into the body from the first key on; a comma, a space or Enter ends
 * a subnet; a pasted list becomes as many chips. Chips are edited with Enter, removed with Delete.
 */
export function SubnetChips({ path, label }: { path: JsonPath; label: string }) {
  const { draft, issues, warnings, disabled, edit } = useDraftForm();
  const [editing, setEditing] = useState<number | null>(null);
  /** Of the last list that was pasted: how many were there already. */
  const [repeated, setRepeated] = useState(0);
  const box = useRef<HTMLUListElement>(null);
  const list = getAt(draft.body, path);
  const texts = subnetTexts(list);
  const before = new Set(subnetTexts(draft.base ? getAt(draft.base, basePath(draft, path)) : null));

  function put(next: Json[], focus: number | null) {
    edit(path, next);
    setEditing(focus);
    setRepeated(0);
  }

  /** Moves the focus to a chip, or to the place for a new one after the last. */
  function focusOn(at: number) {
    const items = box.current?.querySelectorAll<HTMLElement>('[data-chip]');
    items?.[Math.max(0, Math.min(at, items.length - 1))]?.focus();
  }

  function onChipKey(event: KeyboardEvent, at: number) {
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      put(replaceSubnet(list, at, ''), null);
      requestAnimationFrame(() => focusOn(event.key === 'Backspace' ? at - 1 : at));
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      event.preventDefault();
      focusOn(at + (event.key === 'ArrowLeft' ? -1 : 1));
    } else if (event.key === 'F2') {
      event.preventDefault();
      setEditing(at);
    }
  }

  function onPaste(event: ClipboardEvent<HTMLInputElement>, at: number | null) {
    const text = event.clipboardData.getData('text');
    if (!isList(text)) return;
    event.preventDefault();
    const field = event.currentTarget;
    const over = at !== null && (field.value.trim() === '' || allSelected(field));
    const others = over ? replaceSubnet(list, at, '') : list;
    put(over ? replaceSubnet(list, at, text) : addSubnets(list, text), null);
    setRepeated(repeatedIn(others, text));
    requestAnimationFrame(() => focusOn(Number.MAX_SAFE_INTEGER));
  }

  function onInputKey(event: KeyboardEvent<HTMLInputElement>, at: number | null) {
    const { value } = event.currentTarget;
    if (event.key === 'Enter' || event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      finish(at, value);
      requestAnimationFrame(() => focusOn(at === null ? Number.MAX_SAFE_INTEGER : at + 1));
    } else if (leavesField(event.key) && value === '' && texts.length > 0) {
      event.preventDefault();
      focusOn((at ?? texts.length) - 1);
    }
  }

  /** Ends the typing of one: trimmed, split where it is several, gone where it is empty. */
  function finish(at: number | null, value: string) {
    if (at !== null && value !== value.trim()) put(replaceSubnet(list, at, value), null);
    else if (at !== null && value === '') put(replaceSubnet(list, at, ''), null);
    else setEditing(null);
  }

  function onType(at: number | null, value: string) {
    if (at === null) {
      if (value.trim() === '' || SEPARATOR.test(value)) return;
      put([...(Array.isArray(list) ? (list as Json[]) : []), { subnet: value }], texts.length);
    } else if (SEPARATOR.test(value)) {
      put(replaceSubnet(list, at, value), null);
      requestAnimationFrame(() => focusOn(Number.MAX_SAFE_INTEGER));
    } else {
      edit([...path, at, 'subnet'], value);
    }
  }

  const input = (at: number | null, value: string) => (
    <input
      className="chip-input mono"
      data-chip
      aria-label={at === null ? `Add to ${label}` : `${label} ${at + 1}`}
      aria-invalid={at !== null && isBad(at) ? true : undefined}
      placeholder={
        at === null
          ? texts.length === 0
            ? EXAMPLE[path.at(-1) === 'destinations' ? 'peer' : 'local']
            : '+'
          : undefined
      }
      size={Math.max(value.length + 1, texts.length === 0 ? 12 : 4)}
      spellCheck={false}
      autoComplete="off"
      value={value}
      disabled={disabled}
      onChange={(event) => onType(at, event.target.value)}
      onKeyDown={(event) => onInputKey(event, at)}
      onPaste={(event) => onPaste(event, at)}
      onBlur={(event) => finish(at, event.target.value)}
      // An edit that was asked for starts in the field.
      ref={at === null ? undefined : (element) => focusOnce(element)}
    />
  );

  const isBad = (at: number) => issuesUnder(issues, [...path, at]).length > 0;
  const isOdd = (at: number) => issuesUnder(warnings, [...path, at]).length > 0;

  return (
    <ul className="chips-edit" ref={box} id={elementIdOf(path)} aria-label={label}>
      {texts.map((text, at) =>
        editing === at ? (
          // The key of the adding place: the field that was typed in stays the same element.
          // biome-ignore lint/suspicious/noArrayIndexKey: a place in the list is what is edited
          <li key={`place-${at}`}>{input(at, text)}</li>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place in the list is what is edited
          <li key={`chip-${at}`} id={elementIdOf([...path, at, 'subnet'])}>
            <button
              type="button"
              className="tag chip-button"
              data-chip
              data-state={isBad(at) ? 'bad' : draft.base && !before.has(text) ? 'new' : 'plain'}
              data-odd={isOdd(at) || undefined}
              disabled={disabled}
              aria-label={`${label} ${at + 1}: ${text || 'empty'}${isBad(at) ? ', cannot be read' : ''}. Enter edits, Delete removes`}
              onClick={() => setEditing(at)}
              onKeyDown={(event) => onChipKey(event, at)}
            >
              {text || '(empty)'}
            </button>
          </li>
        ),
      )}
      {editing === null && <li key={`place-${texts.length}`}>{input(null, '')}</li>}
      {repeated > 0 && (
        <li className="chips-said field-hint" role="status">
          {repeated === 1 ? '1 was there already' : `${repeated} were there already`}
        </li>
      )}
    </ul>
  );
}

/** In an empty field these lead to the chip before it. */
function leavesField(key: string): boolean {
  return key === 'Backspace' || key === 'ArrowLeft';
}

function allSelected(input: HTMLInputElement): boolean {
  return input.selectionStart === 0 && input.selectionEnd === input.value.length;
}

const focused = new WeakSet<HTMLElement>();
function focusOnce(element: HTMLInputElement | null) {
  if (!element || focused.has(element)) return;
  focused.add(element);
  element.focus();
}

/** The place of the same rule in the base, where rules have been added, removed or moved. */
function basePath(draft: { base: unknown; body: unknown }, path: JsonPath): JsonPath {
  const [list, at, ...rest] = path;
  if (typeof list !== 'string' || typeof at !== 'number') return path;
  const id = getAt(draft.body, [list, at, 'id']);
  const rules = getAt(draft.base, [list]);
  const place = Array.isArray(rules) ? rules.findIndex((rule) => getAt(rule, ['id']) === id) : -1;
  return id === undefined || place < 0 ? [list, -1, ...rest] : [list, place, ...rest];
}
