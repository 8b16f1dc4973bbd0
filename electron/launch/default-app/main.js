// What `electron [-r module]… [switches] FOLDER [arguments]` runs: it loads the application that
// lies in FOLDER. Electron's own release has such a default application; the runtime that is taken
// from the package registry has none, so this one is packed beside it.
const { existsSync, readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join, resolve } = require('node:path');
const { app } = require('electron');

const preloads = [];
let target;
const words = process.argv.slice(1);
for (let index = 0; index < words.length && target === undefined; index += 1) {
  const word = words[index];
  if (word === '-v' || word === '--version') {
    console.log(`v${process.versions.electron}`);
    process.exit(0);
  }
  if (word === '-r' || word === '--require') {
    index += 1;
    preloads.push(words[index]);
  } else if (!word.startsWith('-')) {
    target = word;
  }
}

// What Electron's own default application sets, and what applications look at to know that they
// run from source.
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });

const requireHere = createRequire(join(process.cwd(), 'none.js'));
for (const preload of preloads) requireHere(preload);

if (target === undefined) {
  console.error('usage: electron FOLDER [arguments]');
  app.exit(1);
} else {
  const folder = resolve(target);
  const description = join(folder, 'package.json');
  if (existsSync(description)) {
    const { name, productName, version } = JSON.parse(readFileSync(description, 'utf8'));
    if (version) app.setVersion(version);
    if (productName || name) app.name = productName || name;
  }
  app.setAppPath(folder);
  // Loaded at once: some of what an application sets up must be set before Electron is ready.
  try {
    requireHere(folder);
  } catch (error) {
    console.error('The application failed while it was loaded.\n', error);
    app.exit(1);
  }
}
