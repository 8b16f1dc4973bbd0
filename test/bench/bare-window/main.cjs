'use strict';

// The least that an Electron application can be: what Spanwatch's start is measured against.
const { join } = require('node:path');
const { app, BrowserWindow } = require('electron');

app.setPath('userData', app.commandLine.getSwitchValue('data-dir'));
app.whenReady().then(async () => {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    webPreferences: { sandbox: true, contextIsolation: true },
  });
  await window.loadFile(join(__dirname, 'index.html'));
  // Two frames: the first is being painted when the second one is asked for.
  await window.webContents.executeJavaScript(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
  );
  console.log('bare: usable');
});
