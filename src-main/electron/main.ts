/**
 * The window. Thin: it guards, it serves the views, it passes messages to the engine. This file and
 * preload.ts are the only ones that load Electron; the rest takes what it needs as parameters.
 */
import path from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session } from 'electron';
import { toWireError } from '#contract/errors.ts';
import type { Notice } from '#contract/jobs.ts';
import { callOf } from '#main/host.ts';
import { stateFolder } from '#main/project-folders.ts';
import { appScheme, schemePrivileges, startPage, viewsHandler } from './app-scheme.ts';
import { caseActions, type CaseActions } from './case-actions.ts';
import { caseArgument } from './case-argument.ts';
import { createCaseInbox } from './case-inbox.ts';
import { channels } from './channels.ts';
import { nativeDialogs } from './dialogs.ts';
import { loadEngine } from './engine-bundle.ts';
import { quitAfter } from './graceful-quit.ts';
import { guardContents, guardSession, quietChromium } from './guards.ts';
import { wireIpc } from './ipc.ts';
import { menuTemplate } from './menu.ts';
import { windowOptions } from './window-options.ts';

const development = !app.isPackaged;
const here = import.meta.dirname;
const inbox = createCaseInbox();

app.enableSandbox();
quietChromium(app.commandLine);
protocol.registerSchemesAsPrivileged([schemePrivileges]);
app.on('session-created', (created) => guardSession(created, development));
app.on('web-contents-created', (_event, contents) => guardContents(contents));

// A second start hands its case to the first and goes.
if (app.requestSingleInstanceLock()) {
  // macOS hands files over by this event, also before the program is ready.
  app.on('open-file', (event, file) => {
    event.preventDefault();
    inbox.put(file);
  });
  inbox.put(caseArgument(process.argv, process.cwd()));
  app.whenReady().then(start).catch(giveUp);
} else {
  app.quit();
}

async function start(): Promise<void> {
  const { createEngine } = await loadEngine(import.meta.url);
  const engine = createEngine({ stateFolder: stateFolder() });
  quitAfter(app, () => engine.close());
  app.on('window-all-closed', () => app.quit());

  guardSession(session.defaultSession, development);
  protocol.handle(appScheme, viewsHandler(path.join(here, '../renderer')));
  const window = createWindow();
  const tell = (notice: Notice): void => {
    if (!window.isDestroyed()) window.webContents.send(channels.notice, notice);
  };
  engine.listen(tell);
  const dialogs = nativeDialogs(dialog, () => window);
  const onOpened = (caseFile: string): void => nameCase(window, caseFile);
  wireIpc(ipcMain, { engine, dialogs, onOpened });
  const actions = caseActions({ call: callOf(engine.handlers), dialogs, tell, onOpened });
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ actions, development })));
  takeCases(window, actions);
  await window.loadURL(startPage);
}

/** Nothing can be shown without the engine; saying why is all that is left. */
function giveUp(thrown: unknown): void {
  dialog.showErrorBox('Loupe could not start', toWireError(thrown).message);
  app.exit(1);
}

function createWindow(): BrowserWindow {
  const preload = path.join(here, 'preload.cjs');
  const icon = path.join(here, '../../resources/icon.png');
  const window = new BrowserWindow(windowOptions({ preload, icon, development }));
  window.once('ready-to-show', () => window.show());
  // The title names the case, not the page.
  window.on('page-title-updated', (event) => event.preventDefault());
  return window;
}

/** Cases from the system and from second starts are shown in the one window. */
function takeCases(window: BrowserWindow, actions: CaseActions): void {
  app.on('second-instance', (_event, words, folder) => {
    if (window.isMinimized()) window.restore();
    window.focus();
    inbox.put(caseArgument(words, folder));
  });
  inbox.deliverTo((caseFile) => void actions.open(caseFile));
}

function nameCase(window: BrowserWindow, caseFile: string): void {
  app.addRecentDocument(caseFile);
  if (window.isDestroyed()) return;
  window.setTitle(`${path.basename(caseFile)} – Loupe`);
  window.setRepresentedFilename(caseFile);
}
