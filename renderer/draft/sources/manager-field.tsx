import type { ManagerView } from '../../../shared/manager.ts';
import { sortManagers, useCurrentManager, useManagerStore } from '../../manager/manager-store.ts';
import { Field, SelectInput } from '../../ui/field.tsx';

/** Managers that drafts can be made for, the one in front first chosen. */
export function useWritableManagers(): { managers: ManagerView[]; first: string } {
  const byId = useManagerStore((state) => state.byId);
  const current = useCurrentManager()?.manager.id;
  const managers = sortManagers(byId).filter(({ manager }) => !manager.readOnly);
  const front = managers.find(({ manager }) => manager.id === current) ?? managers[0];
  return { managers, first: front?.manager.id ?? '' };
}

type ManagerFieldProps = {
  managers: readonly ManagerView[];
  value: string;
  onChange: (id: string) => void;
  help?: string;
};

/** For which manager the draft is. */
export function ManagerField({ managers, value, onChange, help }: ManagerFieldProps) {
  return (
    <Field label="Manager" help={help}>
      {(control) => (
        <SelectInput {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          {managers.map(({ manager }) => (
            <option key={manager.id} value={manager.id}>
              {[manager.name, manager.environment, manager.address].filter(Boolean).join(' · ')}
            </option>
          ))}
        </SelectInput>
      )}
    </Field>
  );
}
