/** Corrections of hosts' clocks: seen, set, taken away, taken back. Stored times never change. */
import { Clock, Pencil, Trash2, Undo2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { CaseInfo, InputOf } from '#contract/api.ts';
import { clockOffsetText, type ClockRule, type Clocks as ClockList } from '#contract/clocks.ts';
import { useCommand } from '../../app/commands.ts';
import { useAsk } from '../../app/use-ask.ts';
import { useCase, useTell } from '../../app/use-case.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { VisibleText } from '../../ui/visible-text.tsx';
import { ClockForm } from './clock-form.tsx';
import { useClocksDialog } from './clocks-state.ts';
import './clocks.css';

/** Opened by a command, the zone picker and the status bar. */
export function ClocksDialog(): ReactNode {
  const { host, show, close } = useClocksDialog();
  const { info } = useCase();
  useCommand({
    id: 'clocks',
    title: 'Correct clocks of hosts…',
    group: 'Display',
    run: () => show(),
  });
  if (info === undefined || host === undefined) return null;
  return (
    <Dialog open wide title="Clocks" onClose={close}>
      <Clocks info={info} firstHost={host} />
    </Dialog>
  );
}

interface Draft {
  readonly host: string;
  readonly offset: string;
  readonly reason: string;
}

function Clocks({ info, firstHost }: { info: CaseInfo; firstHost: string }): ReactNode {
  const { clocks, change } = useClocks();
  const { rules = [], canUndo = false } = clocks ?? {};
  const [draft, setDraft] = useState<Draft & { readonly turn: number }>({
    ...draftOf(info.clockRules.find(({ host }) => host === firstHost)),
    ...(firstHost === '' ? {} : { host: firstHost }),
    turn: 0,
  });
  const begin = (next: Draft): void => setDraft(({ turn }) => ({ ...next, turn: turn + 1 }));
  const edit = (rule: ClockRule): void => begin(draftOf(rule));
  const set = async (rule: ClockRule): Promise<void> => {
    if (await change('clocks.set', rule)) begin(draftOf(undefined));
  };
  const locked = info.readOnly;
  const hosts = hostsOf(info);
  return (
    <div className="clocks">
      <p className="quiet">
        A correction is added to every time of its host wherever times are shown, filtered, sorted,
        drawn, analysed and exported. Evidence and stored times stay as they are; taking a
        correction away shows them again.
      </p>
      <RuleTable
        rules={rules}
        hosts={hosts}
        locked={locked}
        onEdit={edit}
        onRemove={({ host }) => void change('clocks.set', { host })}
      />
      <ClockForm
        key={draft.turn}
        start={draft}
        hosts={hosts}
        disabled={locked}
        onSet={(rule) => void set(rule)}
      />
      <div className="clocks-foot">
        <Button
          small
          icon={Undo2}
          disabled={!canUndo || locked}
          onClick={() => void change('clocks.undo', {})}
        >
          Undo the last change
        </Button>
        <span className="quiet">
          {locked
            ? `The case is open for reading only. ${info.readOnlyReason}`
            : 'Every change is kept in the case’s audit.'}
        </span>
      </div>
    </div>
  );
}

/** The rules as the last change answered them, until the case says so itself. */
function useClocks(): {
  readonly clocks: ClockList | undefined;
  readonly change: <N extends 'clocks.set' | 'clocks.undo'>(
    name: N,
    input: InputOf<N>,
  ) => Promise<boolean>;
} {
  const { value } = useAsk('clocks.list', {});
  const tell = useTell();
  const [told, setTold] = useState<{ readonly before: unknown; readonly clocks: ClockList }>();
  return {
    clocks: told !== undefined && told.before === value ? told.clocks : value,
    change: async (name, input) => {
      const clocks = await tell(name, input);
      if (clocks !== undefined) setTold({ before: value, clocks });
      return clocks !== undefined;
    },
  };
}

interface RuleTableProps {
  readonly rules: readonly ClockRule[];
  readonly hosts: readonly string[];
  readonly locked: boolean;
  readonly onEdit: (rule: ClockRule) => void;
  readonly onRemove: (rule: ClockRule) => void;
}

function RuleTable({ rules, hosts, locked, onEdit, onRemove }: RuleTableProps): ReactNode {
  const known = new Set(hosts.map((host) => host.toLowerCase()));
  if (rules.length === 0) {
    return (
      <p className="clocks-none">
        <Clock size={16} aria-hidden /> No clock is corrected: all times are as the evidence has
        them.
      </p>
    );
  }
  return (
    <table className="clocks-table">
      <thead>
        <tr>
          <th scope="col">Host</th>
          <th scope="col">Correction</th>
          <th scope="col">Reason</th>
          <th scope="col" aria-label="Actions" />
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <tr key={rule.host}>
            <td>
              <VisibleText text={rule.host} />
              {!known.has(rule.host.toLowerCase()) && (
                <span className="warn"> no event has this host</span>
              )}
            </td>
            <td className="mono">{clockOffsetText(rule.offsetUs)}</td>
            <td>
              <VisibleText text={rule.reason === '' ? undefined : rule.reason} />
            </td>
            <td className="clocks-actions">
              <IconButton
                small
                label={`Change the correction of ${rule.host}`}
                icon={Pencil}
                disabled={locked}
                onClick={() => onEdit(rule)}
              />
              <IconButton
                small
                label={`Take the correction of ${rule.host} away`}
                icon={Trash2}
                disabled={locked}
                onClick={() => onRemove(rule)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function draftOf(rule: ClockRule | undefined): Draft {
  if (rule === undefined) return { host: '', offset: '', reason: '' };
  return { host: rule.host, offset: clockOffsetText(rule.offsetUs), reason: rule.reason };
}

function hostsOf({ counts }: CaseInfo): readonly string[] {
  return Object.entries(counts.byHost)
    .sort(([, a], [, b]) => b - a)
    .map(([host]) => host);
}
