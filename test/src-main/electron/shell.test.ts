/** Dialogs, menu, quitting: recorded Electron objects, real behaviour around them. */
import { describe, expect, test } from 'vitest';
import type { BrowserWindow, MenuItemConstructorOptions } from 'electron';
import type { Call } from '#contract/api.ts';
import { WorkbenchError } from '#contract/errors.ts';
import type { Notice } from '#contract/jobs.ts';
import { caseActions, type CaseActions } from '#main/electron/case-actions.ts';
import { nativeDialogs, type DesktopDialogs } from '#main/electron/dialogs.ts';
import { engineAddress } from '#main/electron/engine-bundle.ts';
import { quitAfter } from '#main/electron/graceful-quit.ts';
import { menuTemplate } from '#main/electron/menu.ts';

const window: unknown = {};

function recordedDialogs(answers: { files?: string[]; saved?: string }, platform = 'linux') {
  const asked: unknown[] = [];
  const dialog = {
    showOpenDialog: async (...words: unknown[]) => {
      asked.push(words[1]);
      return { canceled: false, filePaths: answers.files ?? [] };
    },
    showSaveDialog: async () => ({ canceled: false, filePath: answers.saved ?? '' }),
    showMessageBox: async (...words: unknown[]) => {
      asked.push(words[1]);
      return { response: 0, checkboxChecked: false };
    },
  };
  return { asked, dialogs: nativeDialogs(dialog, () => window as BrowserWindow, platform) };
}

describe('dialogs', () => {
  test('give the chosen paths, and nothing when dismissed', async () => {
    expect(await recordedDialogs({ files: ['/a', '/b'] }).dialogs.pickEvidence()).toEqual([
      '/a',
      '/b',
    ]);
    expect(await recordedDialogs({}).dialogs.pickEvidence()).toEqual([]);
    expect(await recordedDialogs({}).dialogs.pickCaseToOpen()).toBeUndefined();
    expect(await recordedDialogs({}).dialogs.pickCaseToCreate()).toBeUndefined();
  });

  test('a new case has its extension', async () => {
    expect(await recordedDialogs({ saved: '/c/x' }).dialogs.pickCaseToCreate()).toBe('/c/x.loupe');
    expect(await recordedDialogs({ saved: '/c/x.Loupe' }).dialogs.pickCaseToCreate()).toBe(
      '/c/x.Loupe',
    );
  });

  test('files and folders in one dialog exist on macOS only', async () => {
    const mac = recordedDialogs({}, 'darwin');
    await mac.dialogs.pickEvidence();
    expect(mac.asked).toMatchObject([
      { properties: ['openFile', 'multiSelections', 'openDirectory'] },
    ]);
    const linux = recordedDialogs({}, 'linux');
    await linux.dialogs.pickEvidence();
    expect(linux.asked).toMatchObject([{ properties: ['openFile', 'multiSelections'] }]);
  });

  test('an error shows its hint and place', async () => {
    const { asked, dialogs } = recordedDialogs({});
    await dialogs.showError({
      code: 'not-a-case',
      message: 'No.',
      hint: 'Choose another.',
      place: '/x',
    });
    expect(asked).toMatchObject([
      { type: 'error', message: 'No.', detail: 'Choose another.\n\n/x' },
    ]);
  });
});

describe('what the menu and the system ask for', () => {
  function actionsWith(
    call: (name: string, input: unknown) => unknown,
    picked: Partial<DesktopDialogs> = {},
  ) {
    const told: Notice[] = [];
    const opened: string[] = [];
    const errors: unknown[] = [];
    const showError = async (error: unknown): Promise<void> => void errors.push(error);
    const actions = caseActions({
      call: (async (name: string, input: unknown) => call(name, input)) as Call,
      dialogs: { ...recordedDialogs({}).dialogs, ...picked, showError },
      tell: (notice) => told.push(notice),
      onOpened: (file) => opened.push(file),
    });
    return { actions, told, opened, errors };
  }

  test('a case from the system is opened, and the page is told', async () => {
    const asked: unknown[] = [];
    const { actions, told, opened } = actionsWith((...words) => {
      asked.push(words);
      return { case: '/c/a.loupe' };
    });
    await actions.open('/c/a.loupe');
    expect(asked).toEqual([['case.open', { path: '/c/a.loupe' }]]);
    expect(told).toEqual([{ kind: 'open', path: '/c/a.loupe' }]);
    expect(opened).toEqual(['/c/a.loupe']);
  });

  test('what fails is shown with its code, and nobody is told of an open case', async () => {
    const error = { code: 'not-a-case', message: 'No.', hint: 'h' } as const;
    const { actions, told, errors } = actionsWith(() => {
      throw new WorkbenchError(error);
    });
    await actions.open('/c/a.loupe');
    expect(errors).toEqual([error]);
    expect(told).toEqual([]);
  });

  test('dismissed dialogs ask nothing', async () => {
    const { actions, errors } = actionsWith(() => {
      throw new WorkbenchError({ code: 'internal', message: 'asked', hint: '' });
    });
    await actions.chooseAndOpen();
    await actions.chooseAndCreate();
    await actions.chooseAndImport();
    await actions.chooseAndImportFolder();
    expect(errors).toEqual([]);
  });

  test('chosen evidence is imported', async () => {
    const asked: unknown[] = [];
    const { actions } = actionsWith((...words) => void asked.push(words), {
      pickEvidence: async () => ['/e/1', '/e/2'],
    });
    await actions.chooseAndImport();
    expect(asked).toEqual([['import.start', { paths: ['/e/1', '/e/2'] }]]);
  });
});

describe('the menu', () => {
  const nothing = (): Promise<void> => Promise.resolve();
  const actions: CaseActions = {
    open: nothing,
    chooseAndOpen: nothing,
    chooseAndCreate: nothing,
    chooseAndImport: nothing,
    chooseAndImportFolder: nothing,
  };
  const flat = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);

  test('has developer tools and reloading outside of releases only', () => {
    const roles = (development: boolean) =>
      flat(menuTemplate({ actions, development, platform: 'linux' })).map(({ role }) => role);
    expect(roles(true)).toContain('toggleDevTools');
    expect(roles(false)).not.toContain('toggleDevTools');
    expect(roles(false)).not.toContain('reload');
  });

  test('has copy and paste, which macOS takes from the menu', () => {
    const roles = menuTemplate({ actions, development: false, platform: 'darwin' }).map(
      ({ role }) => role,
    );
    expect(roles).toEqual(['appMenu', undefined, 'editMenu', undefined, 'windowMenu']);
  });
});

test('quitting waits until the case is closed, once', async () => {
  let quits = 0;
  let hear: (event: { preventDefault: () => void }) => void = () => undefined;
  const app = { on: (_: string, listener: never) => (hear = listener), quit: () => quits++ };
  let closed: () => void = () => undefined;
  quitAfter(app, () => new Promise((resolve) => (closed = resolve)));
  let held = 0;
  const event = { preventDefault: () => held++ };
  hear(event);
  hear(event);
  expect([held, quits]).toEqual([2, 0]);
  closed();
  await new Promise(setImmediate);
  expect(quits).toBe(1);
  hear(event);
  expect(held).toBe(2);
});

test('the engine is loaded beside the window, and outside of the archive once packaged', () => {
  expect(engineAddress('file:///p/dist/electron/main.js').href).toBe(
    'file:///p/dist/electron/engine.js',
  );
  expect(engineAddress('file:///p/resources/app.asar/dist/electron/main.js').href).toBe(
    'file:///p/resources/app.asar.unpacked/dist/electron/engine.js',
  );
});
