import type { BrowserWindow, MenuItemConstructorOptions } from 'electron';
import { Menu } from 'electron';
import { EVENT } from './channels.ts';
import { openLink } from './security.ts';
import { zoomBy } from './window.ts';

const ZOOM_STEP = 1.1;

/** The standard menus of each system, with a zoom that stays in its range. */
export function setMenu(window: BrowserWindow): void {
  const isMac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: 'File',
      submenu: [
        {
          label: 'Open Evidence Pack…',
          click: () =>
            window.webContents.send(EVENT, { name: 'evidence.open-asked', payload: null }),
        },
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { label: 'Zoom In', accelerator: 'CmdOrCtrl+Plus', click: () => zoomBy(window, ZOOM_STEP) },
        {
          label: 'Zoom In',
          accelerator: 'CmdOrCtrl+=',
          visible: false,
          click: () => zoomBy(window, ZOOM_STEP),
        },
        {
          label: 'Zoom Out',
          accelerator: 'CmdOrCtrl+-',
          click: () => zoomBy(window, 1 / ZOOM_STEP),
        },
        {
          label: 'Actual Size',
          accelerator: 'CmdOrCtrl+0',
          click: () => window.webContents.setZoomFactor(1),
        },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [{ label: 'The guide’s procedure', click: () => openLink('guide') }],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
