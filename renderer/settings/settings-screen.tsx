import { useEffect } from 'react';
import type { Settings } from '../../shared/settings.ts';
import { ShortcutList } from '../shell/shortcut-list.tsx';
import { settingId } from '../shell/show-setting.ts';
import { StorageCard } from '../storage/storage-card.tsx';
import { Card, Pairs } from '../ui/card.tsx';
import { wordsOf } from '../ui/failure.tsx';
import { Page } from '../ui/page.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { toast } from '../ui/toast.ts';
import { DeadlineField } from './deadline-field.tsx';
import { PersonField } from './person-field.tsx';
import { RecordCard } from './record-card.tsx';
import { SecurityCard } from './security-card.tsx';
import { Setting } from './setting.tsx';
import './settings.css';
import { changeSettings, loadInfo, useSettings } from './settings-store.ts';

async function change(part: Partial<Settings>) {
  const failure = await changeSettings(part);
  if (failure) toast({ title: wordsOf(failure).title, tone: 'danger' });
}

/** Every setting is stored as soon as it is chosen; there is no Save. */
export function SettingsScreen() {
  const { settings, info } = useSettings();
  useEffect(() => {
    void loadInfo();
  }, []);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard
    <section className="scroller settings" aria-label="Settings" tabIndex={0}>
      <Page title="Settings" note="Each change is stored at once, on this computer only">
        <Card title="Appearance" padded={false}>
          <Setting label="Theme" note="System follows the desktop">
            <Segmented
              label="Theme"
              value={settings.theme}
              onChange={(theme) => void change({ theme })}
              choices={[
                { value: 'system', label: 'System' },
                { value: 'light', label: 'Light' },
                { value: 'dark', label: 'Dark' },
              ]}
            />
          </Setting>
          <Setting label="Rows" note="Height of lists, tables and fields">
            <Segmented
              label="Rows"
              value={settings.density}
              onChange={(density) => void change({ density })}
              choices={[
                { value: 'dense', label: 'Dense' },
                { value: 'comfortable', label: 'Comfortable' },
              ]}
            />
          </Setting>
          <Setting label="Times" note="Hovering a time always shows both">
            <Segmented
              label="Times"
              value={settings.timeZone}
              onChange={(timeZone) => void change({ timeZone })}
              choices={[
                { value: 'local', label: 'Local time' },
                { value: 'utc', label: 'UTC' },
              ]}
            />
          </Setting>
        </Card>
        <Card title="Polling" padded={false}>
          <DeadlineField minutes={settings.deadlineMinutes} />
        </Card>
        <div id={settingId('record')}>
          <RecordCard retentionDays={settings.retentionDays} />
        </div>
        <Card title="Review" padded={false}>
          <PersonField person={settings.person} />
        </Card>
        <div id={settingId('storage')}>
          <StorageCard />
        </div>
        <SecurityCard info={info} />
        <Card title="Shortcuts">
          <ShortcutList />
        </Card>
        <Card title="About" padded={false}>
          <Pairs
            facts={[
              { label: 'Spanwatch', value: info?.version ?? 'being read' },
              { label: 'Electron', value: info?.electron ?? 'being read' },
              { label: 'System', value: info?.platform ?? 'being read' },
              { label: 'Licence', value: 'MIT' },
              {
                label: 'Traffic',
                value: 'only to managers that you added; no account, no telemetry, no update check',
              },
            ]}
          />
        </Card>
      </Page>
    </section>
  );
}
