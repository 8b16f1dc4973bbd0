import { Menu } from '@mantine/core';
import { IconArrowsSort, IconCheck, IconColumns3, IconDots } from '@tabler/icons-react';
import { type HistoryFilter, type HistorySort, NEWEST_FIRST } from '../../shared/history-query.ts';
import { exportList } from '../evidence/acts.ts';
import { changeSettings } from '../settings/settings-store.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { MOD } from '../ui/key-hint.tsx';
import { COLUMNS, DEFAULT_COLUMNS, knownColumns } from './column-ids.ts';
import { setSort, useRequests } from './requests-state.ts';
import { MOST_CHOSEN } from './selection.ts';

const TICK = <IconCheck size={15} aria-hidden />;

const ORDERS: { label: string; sort: HistorySort }[] = [
  { label: 'Newest first', sort: { by: 'written', descending: true } },
  { label: 'Oldest first', sort: { by: 'written', descending: false } },
  { label: 'Object, A to Z', sort: { by: 'entity', descending: false } },
  { label: 'Manager, A to Z', sort: { by: 'manager', descending: false } },
  { label: 'Kind', sort: { by: 'kind', descending: false } },
  { label: 'Method', sort: { by: 'method', descending: false } },
  { label: 'Verdict', sort: { by: 'verdict', descending: false } },
  { label: 'Longest first', sort: { by: 'duration', descending: true } },
  { label: 'Shortest first', sort: { by: 'duration', descending: false } },
  { label: 'Most checks first', sort: { by: 'checks', descending: true } },
  { label: 'User, A to Z', sort: { by: 'user', descending: false } },
];

/** An order in words. */
export function orderWords({ by, descending }: HistorySort): string {
  const known = ORDERS.find(({ sort }) => sort.by === by && sort.descending === descending);
  if (known) return known.label;
  const other = ORDERS.find(({ sort }) => sort.by === by)?.label ?? by;
  return other.endsWith(', A to Z') ? other.replace('A to Z', 'Z to A') : `${other}, the other way`;
}

/** The order of the list. */
export function SortMenu() {
  const sort = useRequests((state) => state.sort);
  const isNow = (of: HistorySort) => of.by === sort.by && of.descending === sort.descending;
  const now = orderWords(sort);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        {isNow(NEWEST_FIRST) ? (
          <IconButton small label={`Order: ${now}`} icon={<IconArrowsSort size={16} />} />
        ) : (
          // Another than the usual one is said: it may have been chosen elsewhere, or long ago.
          <Button size="small" icon={<IconArrowsSort size={15} />} className="order-button">
            <span className="visually-hidden">Order: </span>
            <span className="truncate">{now}</span>
          </Button>
        )}
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
    <Menu position="bottom-end" closeOnItemClick={false}>
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
        <Menu.Item
          onClick={() => {
            useRequests.setState({ columns: DEFAULT_COLUMNS });
            void changeSettings({ columnWidths: {} });
          }}
        >
          Reset columns
          <div className="muted small">and their widths</div>
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
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton small label="More about the list" icon={<IconDots size={16} />} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={isNone} onClick={onAll}>
          {total !== null && total > MOST_CHOSEN
            ? `Choose the first ${MOST_CHOSEN.toLocaleString('en')}`
            : 'Choose all of them'}
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
