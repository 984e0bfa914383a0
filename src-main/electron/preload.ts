/** Runs before the page, in its sandbox: puts the bridge on `window.loupe` and does nothing else. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { createBridge } from './bridge.ts';

contextBridge.exposeInMainWorld('loupe', createBridge(ipcRenderer, webUtils));
