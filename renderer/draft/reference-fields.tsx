import { IconX } from '@tabler/icons-react';
import type { Json } from '../../shared/json.ts';
import { isObject } from '../../shared/json.ts';
import type { FieldSpec } from '../../shared/nsx/entity/field.ts';
import { textsOf } from '../../shared/nsx/entity/field.ts';
import type { InventoryKind } from '../../shared/nsx/kinds.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import { shortId } from '../../shared/words.ts';
import { describeEntity } from '../inventory/describe.ts';
import { IconButton } from '../ui/button.tsx';
import { useDraftField, useDraftForm } from './draft-form.ts';
import { EntityCombobox } from './entity-combobox.tsx';
import { FormField, OtherIssues } from './form-field.tsx';
import { type Copy, entityOf, referenceId } from './lookup.ts';
import { NotInInventory } from './not-in-inventory.tsx';
import { elementIdOf, issuesAt, issuesUnder } from './sections.ts';

type Of<T extends FieldSpec['type']> = Extract<FieldSpec, { type: T }>;

const nameOf = (copy: Copy, kind: InventoryKind, id: string): string =>
  entityOf(copy, kind, id)?.name ?? shortId(id);

/** One object, by its name, with what is in it beside it; an id that the copy doesn't have is kept as it is. */
export function ReferenceField({ spec }: { spec: Of<'reference'> }) {
  const { draft, copy, issues, disabled, edit } = useDraftForm();
  const { key, label, to, named } = spec;
  const value = draft.body[key];
  const id = referenceId(value) ?? '';
  const isMissing = id !== '' && !entityOf(copy, to, id);
  // A `ResourceReference` is an object: what is wrong with it stands at the id in it.
  const path = named !== undefined && isObject(value) ? [key, 'target_id'] : [key];
  const others = path.length > 1 ? issuesAt(issues, [key]) : [];

  function choose(picked: string) {
    const reference: Json =
      named === undefined ? picked : { target_id: picked, target_type: named };
    edit([key], picked === '' ? undefined : reference);
  }

  return (
    <div id={path.length > 1 ? elementIdOf([key]) : undefined}>
      <FormField
        path={path}
        label={label}
        aside={spec.required ? undefined : 'optional'}
        help={isMissing ? <NotInInventory managerId={draft.managerId} kind={to} /> : spec.help}
        was={(was) => {
          const before = referenceId(was) ?? '';
          return before === '' ? (spec.empty ?? 'empty') : `“${nameOf(copy, to, before)}”`;
        }}
      >
        {(control) => (
          <div className="reference-pick">
            <EntityCombobox
              control={control}
              label={label}
              kind={to}
              copy={copy}
              id={id}
              placeholder={spec.empty}
              onChange={choose}
              describeOne={(entity) => describeEntity(copy, entity)}
              takesIds
            />
            {!spec.required && id !== '' && (
              <IconButton
                label={`Take the ${label} away`}
                icon={<IconX size={15} />}
                disabled={disabled}
                onClick={() => edit([key], undefined)}
              />
            )}
          </div>
        )}
      </FormField>
      <OtherIssues issues={others} />
    </div>
  );
}

/** Several objects by their names. */
export function ReferencesField({ spec }: { spec: Of<'references'> }) {
  const { draft, copy, issues, disabled, edit } = useDraftForm();
  const { key, label, to } = spec;
  const { changed } = useDraftField([key]);
  const ids = textsOf(draft.body, key);
  const put = (next: readonly string[]) => edit([key], next.length === 0 ? undefined : [...next]);
  return (
    <div>
      <FormField
        path={[key]}
        label={label}
        aside={ids.length === 0 ? 'none' : undefined}
        help={spec.help}
        was={() => {
          const before = Array.isArray(changed?.was) ? changed.was.map(String) : [];
          return before.length === 0
            ? 'none'
            : before.map((id) => `“${nameOf(copy, to, id)}”`).join(', ');
        }}
      >
        {(control) => (
          <>
            {ids.length > 0 && (
              <ul className="reference-list" aria-label={`${label}, chosen`}>
                {ids.map((id, at) => (
                  <li key={id} id={elementIdOf([key, at])}>
                    <span>{nameOf(copy, to, id)}</span>
                    <IconButton
                      small
                      label={`Take ${nameOf(copy, to, id)} away`}
                      icon={<IconX size={13} />}
                      disabled={disabled}
                      onClick={() => put(ids.filter((other) => other !== id))}
                    />
                  </li>
                ))}
              </ul>
            )}
            <EntityCombobox
              control={control}
              label={label}
              kind={to}
              copy={copy}
              id=""
              placeholder={`Add a ${KIND_NAME[to]}`}
              onChange={(id) => put(ids.includes(id) ? ids : [...ids, id])}
              describeOne={(entity) => describeEntity(copy, entity)}
              takesIds
            />
          </>
        )}
      </FormField>
      <OtherIssues issues={issuesUnder(issues, [key]).filter(({ path }) => path.length > 1)} />
    </div>
  );
}
