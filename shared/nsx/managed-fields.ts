/** The fields that every `ManagedResource` of the Manager API has (Swagger 2.5.1). */

const editable = [
  {
    path: 'display_name',
    label: 'Name',
    help: 'At most 255 characters; without one NSX shows the id.',
    readOnly: false,
  },
  { path: 'description', label: 'Description', help: 'At most 1024 characters.', readOnly: false },
  { path: 'tags', label: 'Tags', help: 'Up to 30 pairs of scope and tag.', readOnly: false },
  {
    path: 'tags[].scope',
    label: 'Scope',
    help: 'At most 128 characters.',
    readOnly: false,
    default: '',
  },
  {
    path: 'tags[].tag',
    label: 'Tag',
    help: 'At most 256 characters.',
    readOnly: false,
    default: '',
  },
  {
    path: 'id',
    label: 'Id',
    help: 'Given by NSX when the session is created; it never changes.',
    readOnly: false,
  },
  {
    path: '_revision',
    label: 'Revision',
    help: 'Counted by NSX at each change; a change must name the one it was made from.',
    readOnly: false,
  },
] as const;

const filledByNsx = [
  ['_create_user', 'Created by', 'Who created it.'],
  ['_create_time', 'Created', 'When it was created, ms since 1970.'],
  ['_last_modified_user', 'Last changed by', 'Who changed it last.'],
  ['_last_modified_time', 'Last changed', 'When it was changed last, ms since 1970.'],
  ['_system_owned', 'System owned', 'NSX made it and keeps it.'],
  ['_protection', 'Protection', 'Whether you may change it, and whether that needs an override.'],
  ['_links', 'Links', 'Links to related objects.'],
  ['_schema', 'Schema', 'The schema of the object.'],
  ['_self', 'Self', 'The link to the object itself.'],
] as const;

export const SHARED_FIELDS = [
  ...editable,
  ...filledByNsx.map(([path, label, help]) => ({
    path,
    label,
    help,
    readOnly: true,
    whole: true,
  })),
];
