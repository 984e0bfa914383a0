/** All fields of an event: what queries can name first, then the record's own. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { Fragment, useState, type ReactNode } from 'react';
import { spelledOut } from '../ui/control-glyphs.ts';
import type { EventDetail } from '#contract/api.ts';
import { timePairs, type TimePair } from './time-pairs.ts';
import { copyText } from '../ui/copy.ts';
import { TextInput } from '../ui/fields.tsx';
import { ContextMenu } from '../ui/menu.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useSettings } from '../app/use-case.ts';
import { parseIsoUs, zonedText } from '../ui/zoned-time.ts';
import { useValueMenu } from './use-value-menu.ts';

type Field = EventDetail['fields'][number];
type Line = { readonly title: string } | { readonly field: Field } | { readonly pair: TimePair };

/** Longer values are cut on screen; copying gives all. */
const SHOWN_CHARACTERS = 4000;

/** Fields with a filter above them; right click filters and copies. */
export function FieldsTab({ detail }: { readonly detail: EventDetail }): ReactNode {
  const [typed, setTyped] = useState('');
  const { zone } = useSettings();
  const lines = linesOf(detail, zone, typed.trim().toLowerCase());
  return (
    <div className="fields-tab">
      <TextInput
        small
        placeholder="Find a field or value"
        aria-label="Find a field or value"
        value={typed}
        onText={setTyped}
      />
      {lines.length === 0 && <p className="quiet fields-none">No field or value contains that.</p>}
      <FieldLines key={detail.id} lines={lines} />
    </div>
  );
}

/** A record may have thousands of fields of any height. */
function FieldLines({ lines }: { readonly lines: readonly Line[] }): ReactNode {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer changes in place; nothing here is memoised on it
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller,
    estimateSize: () => 40,
    overscan: 12,
  });
  return (
    <div ref={setScroller} className="fields-scroller" tabIndex={0} aria-label="Fields">
      <dl className="fields-list" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const line = lines[index];
          if (line === undefined) return null;
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className="field-line"
              style={{ transform: `translateY(${start}px)` }}
            >
              {'title' in line ? (
                <h3 className="field-group">{line.title}</h3>
              ) : 'pair' in line ? (
                <PairLine pair={line.pair} />
              ) : (
                <FieldLine field={line.field} />
              )}
            </div>
          );
        })}
      </dl>
    </div>
  );
}

/** What is told of the time: to be copied, not to be filtered by. */
function PairLine({ pair: { label, value, isExact } }: { readonly pair: TimePair }): ReactNode {
  return (
    <ContextMenu entries={[{ label: 'Copy value', onSelect: () => void copyText(value) }]}>
      <div className="field-pair" tabIndex={0}>
        <dt className="quiet">{label}</dt>
        <dd className={isExact ? 'mono' : ''}>
          <VisibleText text={value} />
        </dd>
      </div>
    </ContextMenu>
  );
}

function FieldLine({ field }: { readonly field: Field }): ReactNode {
  const menu = useValueMenu();
  const { zone } = useSettings();
  const { name, value } = field;
  const cut = value.length > SHOWN_CHARACTERS;
  return (
    <ContextMenu entries={menu(name, value)}>
      <div className="field-pair" tabIndex={0}>
        <dt className="quiet" title={spelledOut(name)}>
          {name.split(/(?<=[._])/).map((part, at) => (
            <Fragment key={at}>
              {at > 0 && <wbr />}
              <VisibleText text={part} />
            </Fragment>
          ))}
        </dt>
        <dd className="mono">
          <VisibleText text={value === '' ? undefined : value.slice(0, SHOWN_CHARACTERS)} />
          {name === '@timestamp' && zone !== 'UTC' && (
            <span className="quiet">
              {'\n'}
              {zonedText(parseIsoUs(value), zone, 6)} {zone}
            </span>
          )}
          {cut && (
            <span className="quiet">
              {' '}
              … {value.length - SHOWN_CHARACTERS} more characters; copy gives all
            </span>
          )}
        </dd>
      </div>
    </ContextMenu>
  );
}

function linesOf(detail: EventDetail, zone: string, typed: string): readonly Line[] {
  const { fields } = detail;
  const fits = ({ name, value }: { readonly name: string; readonly value: string }): boolean =>
    typed === '' || name.toLowerCase().includes(typed) || value.toLowerCase().includes(typed);
  const pairs = timePairs(detail, zone).filter(({ label, value }) => fits({ name: label, value }));
  const time: readonly Line[] =
    pairs.length === 0 ? [] : [{ title: 'Time' }, ...pairs.map((pair) => ({ pair }))];
  const group = (title: string, of: Field['group']): readonly Line[] => {
    const found = fields.filter((field) => field.group === of && fits(field));
    return found.length === 0 ? [] : [{ title }, ...found.map((field) => ({ field }))];
  };
  return [...time, ...group('Common fields', 'ecs'), ...group('Fields of the record', 'record')];
}
