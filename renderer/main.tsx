import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './theme/mantine-parts.css';
import './theme/tokens.css';
import './theme/base.css';
import './theme/mantine.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startDrafts } from './draft/drafts.ts';
import { startHistory } from './history/history-store.ts';
import { startManagers } from './manager/manager-store.ts';
import { startSettings } from './settings/settings-store.ts';
import { startInventoryAges } from './shell/attention.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

void startSettings();
void startManagers();
void startHistory();
startDrafts();
startInventoryAges();

createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
