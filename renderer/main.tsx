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
import { startEvidence } from './evidence/acts.ts';
import { startReviewMode } from './evidence/review-mode.ts';
import { startHistory } from './history/history-store.ts';
import { startManagers } from './manager/manager-store.ts';
import { startSettings } from './settings/settings-store.ts';
import { startInventoryAges } from './shell/attention.ts';
import { startStorage } from './storage/storage-store.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

/** Data that takes longer is waited for in the open: the window says that it is loading. In milliseconds. */
const PATIENCE = 150;

const stored = Promise.all([
  startReviewMode(),
  startSettings(),
  startManagers(),
  startHistory(),
  startDrafts(),
]);
startInventoryAges();
startStorage();
startEvidence();

// What is stored is there in a moment, so the first thing that is drawn is the thing itself.
const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
void Promise.race([stored, late]).then(() => {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
});
