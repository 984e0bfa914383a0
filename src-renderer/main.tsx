/** Starts the views: picks the transport that there is, and draws the workbench over it. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { createWorkbench } from './app/workbench.ts';
import { httpClient } from './transport/http.ts';
import { roomViews } from './rooms/registry.ts';
import { ipcClient } from './transport/ipc.ts';
import { sessionKey } from './transport/session-key.ts';
import './ui/theme.css';
import './ui/base.css';
import './ui/controls.css';
import './app/frame.css';
import './grid/grid.css';
import './details/details.css';
import './views/views.css';
import './rooms/rooms.css';

const client =
  window.loupe === undefined ? httpClient(sessionKey(window)) : ipcClient(window.loupe);
const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App bench={createWorkbench(client)} rooms={roomViews} />
    </StrictMode>,
  );
}
