/** What somebody did one thing after the other: sessions over time, ranked, and step by step. */
import { Footprints } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { sequences } from '#contract/rooms/sequences.ts';
import type { RunReceipt } from '#contract/runs.ts';
import { ErrorNote } from '../../ui/notes.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { LoadingRows } from '../loading-rows.tsx';
import { RoomFrame } from '../room-frame.tsx';
import type { RoomView } from '../room-view.ts';
import { useWholeTable } from '../use-whole-table.ts';
import { recipeForm } from './recipe-form.tsx';
import { RunNotes } from './run-notes.tsx';
import { sessionPages } from './session-page.ts';
import { SessionsTab } from './sessions-tab.tsx';
import { TransitionsTab } from './transitions-tab.tsx';
import { useSessionWork } from './use-session-work.ts';
import './sequences.css';

function Sequences(): ReactNode {
  return (
    <RoomFrame room={sequences} form={recipeForm}>
      {(run) => <Run key={run.run} receipt={run} />}
    </RoomFrame>
  );
}

type TabId = 'sessions' | 'transitions';

function Run({ receipt }: { readonly receipt: RunReceipt }): ReactNode {
  const table = useWholeTable(receipt, 'sessions', undefined, sessionPages);
  const [tab, setTab] = useState<TabId>('sessions');
  const work = useSessionWork(receipt);
  const { block } = table;
  if (table.error !== undefined) return <ErrorNote error={table.error} again={table.again} />;
  if (block === undefined) return <LoadingRows table={table} things="sessions" />;
  const tabs = [
    {
      id: 'sessions',
      label: 'Sessions',
      content: <SessionsTab receipt={receipt} block={block} work={work} />,
    },
    {
      id: 'transitions',
      label: 'Transitions',
      content: (
        <TransitionsTab
          receipt={receipt}
          block={block}
          work={work}
          onSessions={() => setTab('sessions')}
        />
      ),
    },
  ];
  return (
    <div className="sequences">
      <RunNotes receipt={receipt} />
      <Tabs
        label="Sessions and the model of them"
        tabs={tabs}
        value={tab}
        onChange={(id) => setTab(id === 'transitions' ? id : 'sessions')}
      />
    </div>
  );
}

export const sequencesView = {
  id: 'sequences',
  title: 'Command sequences',
  icon: Footprints,
  View: Sequences,
} as const satisfies RoomView;
