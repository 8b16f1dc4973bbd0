import { useCallback, useEffect, useState } from 'react';
import type { JsonPath } from '../../shared/json.ts';
import type { EntityKind } from '../../shared/nsx/kinds.ts';
import type { SectionId } from './sections.ts';
import { elementIdsFor, sectionsOf } from './sections.ts';

/** px below the pane's top edge at which a section counts as the one being read. */
const READING_LINE = 140;

/** The section that is being read: where the focus is, or what has been scrolled to. */
export function useActiveSection(formShown: boolean, kind: EntityKind): SectionId | null {
  const [active, setActive] = useState<SectionId | null>('what');

  useEffect(() => {
    if (!formShown) return;
    const sections = sectionsOf(kind);
    function fromScroll(event: Event) {
      const pane = event.target;
      if (!(pane instanceof HTMLElement) || !pane.querySelector('.session-form')) return;
      if (holdsVisibleFocus(pane)) return;
      const line = pane.getBoundingClientRect().top + READING_LINE;
      const atEnd = pane.scrollTop + pane.clientHeight >= pane.scrollHeight - 2;
      const passed = sections.filter(({ id }) => {
        const section = document.getElementById(`section-${id}`);
        return section !== null && section.getBoundingClientRect().top <= line;
      });
      const last = atEnd && pane.scrollTop > 0 ? sections.at(-1) : passed.at(-1);
      setActive(last?.id ?? 'what');
    }
    function fromFocus(event: FocusEvent) {
      const section =
        event.target instanceof Element ? event.target.closest('.draft-section') : null;
      const found = sections.find(({ id }) => section?.id === `section-${id}`);
      if (found) setActive(found.id);
    }
    document.addEventListener('scroll', fromScroll, { capture: true, passive: true });
    document.addEventListener('focusin', fromFocus);
    return () => {
      document.removeEventListener('scroll', fromScroll, { capture: true });
      document.removeEventListener('focusin', fromFocus);
    };
  }, [formShown, kind]);

  return active;
}

/** True where the focus is in a field that can be seen: then its section is the one being worked on. */
function holdsVisibleFocus(pane: HTMLElement): boolean {
  const field = document.activeElement;
  if (!field?.closest('.draft-section') || field.classList.contains('draft-section')) return false;
  const at = field.getBoundingClientRect();
  const edges = pane.getBoundingClientRect();
  return at.bottom > edges.top && at.top < edges.bottom;
}

/** px left above what was scrolled to. */
const AIR = 14;

/** Scrolls the nearest pane that can scroll, and nothing above it (`scrollIntoView` would move the whole window). */
function scrollTo(place: HTMLElement, toTop: boolean) {
  let pane = place.parentElement;
  while (pane && !(scrolls(pane) && pane.scrollHeight > pane.clientHeight))
    pane = pane.parentElement;
  if (!pane) return;
  const top = place.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  const middle = Math.max(0, (pane.clientHeight - place.offsetHeight) / 2);
  pane.scrollTop += top - (toTop ? AIR : middle);
}

function scrolls(element: HTMLElement): boolean {
  return /auto|scroll/.test(getComputedStyle(element).overflowY);
}

const FOCUSABLE = 'input:not(:disabled), select, textarea, button:not(:disabled), [tabindex]';

/** Leads to a field, or to the head of a section: shows the form, scrolls there, puts the focus there. */
export function useGoToField(
  showForm: () => void,
  kind: EntityKind,
): (path: JsonPath, section?: SectionId) => void {
  const [target, setTarget] = useState<string[] | null>(null);

  useEffect(() => {
    if (!target) return;
    setTarget(null);
    const place = target
      .map((id) => document.getElementById(id))
      .find((element) => element !== null);
    if (!place) return;
    const section = place.classList.contains('draft-section');
    scrollTo(place, section);
    const control = place.matches(FOCUSABLE) ? place : place.querySelector<HTMLElement>(FOCUSABLE);
    control?.focus({ preventScroll: true });
  }, [target]);

  return useCallback(
    (path, section) => {
      showForm();
      setTarget(section ? [`section-${section}`] : elementIdsFor(path, kind));
    },
    [showForm, kind],
  );
}
