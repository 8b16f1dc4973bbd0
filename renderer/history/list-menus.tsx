import { Menu } from '@mantine/core';
import { IconArrowsSort, IconCheck, IconColumns3, IconDots } from '@tabler/icons-react';
import type { HistoryFilter, HistorySort } from '../../shared/history-query.ts';
import { exportList } from '../evidence/acts.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { MOD } from '../ui/key-hint.tsx';
import { COLUMNS, DEFAULT_COLUMNS, knownColumns } from './column-ids.ts';
import { IN_PLACE } from './menu-place.ts';
import { setSort, useRequests } from './requests-state.ts';

const TICK = <IconCheck size={15} aria-hidden />;

const ORDERS: { label: string; sort: HistorySort }[] = [
  { label: 'Newest first', sort: { by: 'written', descending: true } },
  { label: 'Oldest first', sort: { by: 'written', descending: false } },
  { label: 'Entity, A to Z', sort: { by: 'entity', descending: false } },
  { label: 'Manager, A to Z', sort: { by: 'manager', descending: false } },
  { label: 'Kind', sort: { by: 'kind', descending: false } },
  { label: 'Method', sort: { by: 'method', descending: false } },
  { label: 'Verdict', sort: { by: 'verdict', descending: false } },
  { label: 'Longest first', sort: { by: 'duration', descending: true } },
  { label: 'Shortest first', sort: { by: 'duration', descending: false } },
  { label: 'Most checks first', sort: { by: 'checks', descending: true } },
  { label: 'User, A to Z', sort: { by: 'user', descending: false } },
];

/** The order of the list. */
export function SortMenu() {
  const sort = useRequests((state) => state.sort);
  const isNow = (of: HistorySort) => of.by === sort.by && of.descending === sort.descending;
  const now = ORDERS.find((one) => isNow(one.sort))?.label ?? `By ${sort.by}`;
  return (
    <Menu position="bottom-end" {...IN_PLACE}>
      <Menu.Target>
        <IconButton small label={`Order: ${now}`} icon={<IconArrowsSort size={16} />} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Order</Menu.Label>
        {ORDERS.map(({ label, sort: of }) => (
          <Menu.RadioItem
            key={label}
            value={label}
            checked={isNow(of)}
            checkIcon={TICK}
            closeMenuOnClick
            onChange={() => setSort(of)}
          >
            {label}
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Which columns the table has; one stays. */
export function ColumnsMenu() {
  const columns = useRequests((state) => state.columns);
  return (
    <Menu position="bottom-end" {...IN_PLACE} closeOnItemClick={false}>
      <Menu.Target>
        <Button size="small" icon={<IconColumns3 size={15} />}>
          Columns
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {COLUMNS.map(({ id, name }) => {
          const isOn = columns.includes(id);
          const next = isOn ? columns.filter((one) => one !== id) : [...columns, id];
          return (
            <Menu.CheckboxItem
              key={id}
              checked={isOn}
              checkIcon={TICK}
              disabled={isOn && columns.length === 1}
              onChange={() => useRequests.setState({ columns: knownColumns(next) })}
            >
              {name}
            </Menu.CheckboxItem>
          );
        })}
        <Menu.Divider />
        <Menu.Item onClick={() => useRequests.setState({ columns: DEFAULT_COLUMNS })}>
          As at first
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Choosing several, and the whole list as a file, as it is filtered and ordered. */
export function ExportListMenu({
  total,
  asked,
  onAll,
}: {
  total: number | null;
  asked: HistoryFilter;
  onAll: () => void;
}) {
  const sort = useRequests((state) => state.sort);
  const isNone = !total;
  return (
    <Menu position="bottom-end" {...IN_PLACE}>
      <Menu.Target>
        <IconButton small label="More about the list" icon={<IconDots size={16} />} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={isNone} onClick={onAll}>
          Choose all of them
          <div className="muted small">{MOD}+A, in the list</div>
          <div className="muted small">{MOD}+click adds one, Shift+click all up to it</div>
        </Menu.Item>
        <Menu.Divider />
        {(['csv', 'json'] as const).map((format) => (
          <Menu.Item
            key={format}
            disabled={isNone}
            onClick={() => void exportList({ filter: asked, sort }, format)}
          >
            Save the list as {format.toUpperCase()}…
            <div className="muted small">
              {isNone
                ? 'nothing is in it'
                : `${total.toLocaleString('en')}, as filtered and ordered`}
            </div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
