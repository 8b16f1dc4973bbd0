import type { Entity } from '../../shared/inventory.ts';
import type { InventoryKind } from '../../shared/nsx/kinds.ts';
import { shortId } from '../../shared/words.ts';
import { asText, useDraftField, useDraftForm } from './draft-form.ts';
import { EntityCombobox } from './entity-combobox.tsx';
import { FormField } from './form-field.tsx';
import { entityOf } from './lookup.ts';
import { NotInInventory } from './not-in-inventory.tsx';
import { useEntity } from './use-entity-options.ts';

type EntityPickerProps = {
  path: readonly [string];
  kind: InventoryKind;
  label: string;
  help: string;
  /** What stands in mono beside a name. */
  describeOne: (entity: Entity) => string;
};

/** Chooses an object by its name, address or id; an id that the copy doesn't have is shown as such and kept. */
export function EntityPicker({ path, kind, label, help, describeOne }: EntityPickerProps) {
  const { copy, draft } = useDraftForm();
  const { value, set } = useDraftField(path);
  const id = asText(value);
  const known = useEntity(draft.managerId, kind, id, copy);
  const missing = id !== '' && known.isReady && known.entity === null;
  return (
    <FormField
      path={path}
      label={label}
      help={missing ? <NotInInventory managerId={draft.managerId} kind={kind} /> : help}
      was={(was) => {
        const before = entityOf(copy, kind, was);
        return before ? `“${before.name}”` : asText(was) === '' ? 'empty' : shortId(asText(was));
      }}
    >
      {(control) => (
        <EntityCombobox
          control={control}
          label={label}
          kind={kind}
          copy={copy}
          managerId={draft.managerId}
          id={id}
          onChange={set}
          describeOne={describeOne}
        />
      )}
    </FormField>
  );
}
