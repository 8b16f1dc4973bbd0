import type { ManagerId } from '../../../shared/ids.ts';
import type { Entity } from '../../../shared/inventory.ts';
import { KIND_NAME } from '../../../shared/nsx/kinds.ts';
import type { Landing } from '../../../shared/portable.ts';
import { describeEntity } from '../../inventory/describe.ts';
import { useCopy } from '../../inventory/inventories.ts';
import { Field } from '../../ui/field.tsx';
import { EntityCombobox } from '../entity-combobox.tsx';

type LandingFieldsProps = {
  managerId: ManagerId;
  managerName: string;
  landings: readonly Landing[];
  chosen: Readonly<Record<string, string>>;
  onChoose: (key: string, id: string) => void;
};

/** Each object that the source names, and which one of this manager takes its place. */
export function LandingFields(props: LandingFieldsProps) {
  const { managerId, managerName, landings, chosen, onChoose } = props;
  const copy = useCopy(managerId);
  return landings.map((landing) => (
    <Field key={landing.key} label={landing.label} help={helpFor(landing, managerName)}>
      {(control) => (
        <EntityCombobox
          control={control}
          label={landing.label}
          kind={landing.to}
          copy={copy}
          id={chosen[landing.key] ?? landing.id ?? ''}
          onChange={(id) => onChoose(landing.key, id)}
          describeOne={(entity: Entity) => describeEntity(copy, entity)}
        />
      )}
    </Field>
  ));
}

function helpFor({ how, was, to }: Landing, manager: string): string {
  switch (how) {
    case 'same-id':
      return `“${was}”, by its id.`;
    case 'same-name':
      return `The one that is called “${was}” on ${manager} too.`;
    case 'several':
      return `Several on ${manager} are called “${was}”: choose one, now or in the draft.`;
    case 'none':
      return `No ${KIND_NAME[to]} on ${manager} is called “${was}”: choose one, now or in the draft.`;
  }
}
