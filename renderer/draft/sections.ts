import type { JsonPath } from '../../shared/json.ts';
import type { Issue } from '../../shared/result.ts';

/** The form's sections, in the order in which an engineer thinks. */
export const SECTIONS = [
  { id: 'what', title: 'What' },
  { id: 'between', title: 'Between whom' },
  { id: 'traffic', title: 'Which traffic' },
  { id: 'protected', title: 'How protected' },
  { id: 'advanced', title: 'Advanced' },
] as const;
export type SectionId = (typeof SECTIONS)[number]['id'];

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

/** The section that shows a field; fields without a place of their own stand under Advanced. */
export function sectionOf(path: JsonPath): SectionId {
  return SECTION_OF[String(path[0] ?? '')] ?? 'advanced';
}

/** How many issues each section has. */
export function countBySection(issues: readonly Issue[]): Record<SectionId, number> {
  const counts = { what: 0, between: 0, traffic: 0, protected: 0, advanced: 0 };
  for (const issue of issues) counts[sectionOf(issue.path)] += 1;
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
export function elementIdsFor(path: JsonPath): string[] {
  const ids: string[] = [];
  for (let length = path.length; length > 0; length -= 1)
    ids.push(elementIdOf(path.slice(0, length)));
  return [...ids, `section-${sectionOf(path)}`];
}

/** `policy_rules[0].ttl` as a path. */
export function pathOfLabel(label: string): JsonPath {
  return [...label.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([text, index]) =>
    index === undefined ? text : Number(index),
  );
}
