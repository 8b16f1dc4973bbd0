import type { JsonPath } from '../../shared/json.ts';
import type { FieldSpec } from '../../shared/nsx/entity/field.ts';
import { SPECS } from '../../shared/nsx/entity/specs.ts';
import type { EntityKind } from '../../shared/nsx/kinds.ts';
import type { Issue } from '../../shared/result.ts';

export type SectionId = string;
export type Section = { id: SectionId; title: string };
/** A section of a form that is made from a kind's fields. */
export type SpecSection = Section & { fields: readonly FieldSpec[] };
export type SpecKind = Exclude<EntityKind, 'sessions'>;

const WHAT: Section = { id: 'what', title: 'What' };
const ADVANCED: Section = { id: 'advanced', title: 'Advanced' };

/** The session form's sections, in the order in which an engineer thinks. */
export const SECTIONS: readonly Section[] = [
  WHAT,
  { id: 'between', title: 'Between whom' },
  { id: 'traffic', title: 'Which traffic' },
  { id: 'protected', title: 'How protected' },
  ADVANCED,
];

const SECTION_OF: Record<string, SectionId> = {
  display_name: 'what',
  description: 'what',
  enabled: 'what',
  local_endpoint_id: 'between',
  peer_endpoint_id: 'between',
  ipsec_vpn_service_id: 'between',
  resource_type: 'traffic',
  policy_rules: 'traffic',
  tunnel_ports: 'traffic',
};

const specSections = new Map<SpecKind, readonly SpecSection[]>();

/** The sections of another kind's own fields, each where its first field stands. */
export function specSectionsOf(kind: SpecKind): readonly SpecSection[] {
  const known = specSections.get(kind);
  if (known) return known;
  const { fields } = SPECS[kind];
  const titles = [...new Set(fields.map((field) => field.section))];
  const made = titles.map((title) => ({
    id: title.toLowerCase().replace(/\W+/g, '-'),
    title,
    fields: fields.filter((field) => field.section === title),
  }));
  specSections.set(kind, made);
  return made;
}

/** Every section of a kind's form, from top to bottom. */
export function sectionsOf(kind: EntityKind): readonly Section[] {
  return kind === 'sessions' ? SECTIONS : [WHAT, ...specSectionsOf(kind), ADVANCED];
}

/** The section that shows a field; fields without a place of their own stand under Advanced. */
export function sectionOf(path: JsonPath, kind: EntityKind = 'sessions'): SectionId {
  const key = String(path[0] ?? '');
  if (kind === 'sessions') return SECTION_OF[key] ?? ADVANCED.id;
  if (key === 'display_name' || key === 'description') return WHAT.id;
  const section = specSectionsOf(kind).find(({ fields }) => fields.some((one) => one.key === key));
  return section?.id ?? ADVANCED.id;
}

/** How many issues each section has. */
export function countBySection(
  issues: readonly Issue[],
  kind: EntityKind = 'sessions',
): Record<SectionId, number> {
  const counts = Object.fromEntries(sectionsOf(kind).map(({ id }) => [id, 0]));
  for (const issue of issues) {
    const id = sectionOf(issue.path, kind);
    counts[id] = (counts[id] ?? 0) + 1;
  }
  return counts;
}

/** A path as one word: the key of a control, its element's id, and the place that a click goes to. */
export function fieldKey(path: JsonPath): string {
  return path.join('.');
}

export function elementIdOf(path: JsonPath): string {
  return `field-${path.join('-').replace(/[^\w-]/g, '_')}`;
}

/** The issues at exactly this field. */
export function issuesAt(issues: readonly Issue[], path: JsonPath): Issue[] {
  return issues.filter(
    (issue) => startsWith(issue.path, path) && issue.path.length === path.length,
  );
}

/** The issues at this field and inside it. */
export function issuesUnder(issues: readonly Issue[], path: JsonPath): Issue[] {
  return issues.filter((issue) => startsWith(issue.path, path));
}

function startsWith(path: JsonPath, head: JsonPath): boolean {
  return head.every((step, at) => path[at] === step);
}

/** From the control of a path up to its section: the nearest element that is there can take the focus. */
export function elementIdsFor(path: JsonPath, kind: EntityKind = 'sessions'): string[] {
  const ids: string[] = [];
  for (let length = path.length; length > 0; length -= 1)
    ids.push(elementIdOf(path.slice(0, length)));
  return [...ids, `section-${sectionOf(path, kind)}`];
}
