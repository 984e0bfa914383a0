/** Values of a few fields within the scope: a click keeps them, with Shift or Alt it leaves them out. */
import { ChevronDown, ChevronRight, Plus, X } from 'lucide-react';
import { useState, type MouseEvent, type ReactNode } from 'react';
import { eventColumns } from '#contract/event-columns.ts';
import type { Facet } from '#contract/api.ts';
import { useAsk, type Asked } from '../../app/use-ask.ts';
import { useScope } from '../../app/use-scope.ts';
import { useValueMenu } from '../../details/use-value-menu.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { spelledOut } from '../../ui/control-glyphs.ts';
import { ContextMenu, Menu } from '../../ui/menu.tsx';
import { Doing, ErrorNote } from '../../ui/notes.tsx';
import { exactNumber, shortNumber } from '../../ui/numbers.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { columnLabel } from './event-columns-view.ts';
import { useEventsLayout } from './events-layout.ts';

const FEW = 8;
const MANY = 50;

/** The column at the left of the grid. */
export function Facets({ fields }: { readonly fields: readonly string[] }): ReactNode {
  const { change } = useEventsLayout();
  const others = eventColumns.filter(({ name }) => !fields.includes(name));
  return (
    <aside className="facets" aria-label="Values of the scope">
      {fields.map((field) => (
        <FacetBlock
          key={field}
          field={field}
          onRemove={() => change({ facets: fields.filter((each) => each !== field) })}
        />
      ))}
      <Menu
        entries={others.map(({ name, label }) => ({
          label: `${label} (${name})`,
          onSelect: () => change({ facets: [...fields, name] }),
        }))}
      >
        <Button variant="bare" small icon={Plus}>
          Another field
        </Button>
      </Menu>
      <p className="quiet facets-help">Click keeps a value, Shift+click leaves it out.</p>
    </aside>
  );
}

interface FacetBlockProps {
  readonly field: string;
  readonly onRemove: () => void;
}

function FacetBlock({ field, onRemove }: FacetBlockProps): ReactNode {
  const { scope } = useScope();
  const [open, setOpen] = useState(true);
  const [limit, setLimit] = useState(FEW);
  const asked = useAsk('events.facets', open ? { scope, fields: [field], limit } : undefined);
  const facet = asked.value?.[0];
  return (
    <section className="facet">
      <header>
        <button type="button" aria-expanded={open} title={field} onClick={() => setOpen(!open)}>
          {open ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
          <span className="cut">{columnLabel(field)}</span>
          {facet !== undefined && <span className="quiet">{shortNumber(facet.distinct)}</span>}
        </button>
        <IconButton small label="Remove this facet" icon={X} onClick={onRemove} />
      </header>
      {open && (
        <FacetBody asked={asked} onMore={limit === FEW ? () => setLimit(MANY) : undefined} />
      )}
    </section>
  );
}

interface FacetBodyProps {
  readonly asked: Asked<readonly Facet[]>;
  readonly onMore: (() => void) | undefined;
}

function FacetBody({ asked, onMore }: FacetBodyProps): ReactNode {
  const facet = asked.value?.[0];
  if (asked.error !== undefined) return <ErrorNote error={asked.error} again={asked.again} />;
  if (facet === undefined) return <Doing what="Counting values" />;
  return <FacetValues facet={facet} old={asked.state === 'loading'} onMore={onMore} />;
}

interface FacetValuesProps {
  readonly facet: Facet;
  readonly old: boolean;
  readonly onMore: (() => void) | undefined;
}

function FacetValues({ facet, old, onMore }: FacetValuesProps): ReactNode {
  const { field, values, distinct, missing } = facet;
  const max = values.reduce((most, { count }) => Math.max(most, count), 1);
  const rest = distinct - values.length;
  return (
    <ul className={old ? 'facet-values old' : 'facet-values'}>
      {values.map(({ value, count }) => (
        <FacetLine key={value} field={field} value={value} count={count} share01={count / max} />
      ))}
      {missing > 0 && <FacetLine field={field} value="" count={missing} share01={0} />}
      {rest > 0 && (
        <li>
          {onMore === undefined ? (
            <span className="quiet">{exactNumber(rest)} more values</span>
          ) : (
            <Button variant="bare" small onClick={onMore}>
              {exactNumber(rest)} more
            </Button>
          )}
        </li>
      )}
    </ul>
  );
}

interface FacetLineProps {
  readonly field: string;
  /** '' = events without the field. */
  readonly value: string;
  readonly count: number;
  readonly share01: number;
}

function FacetLine({ field, value, count, share01 }: FacetLineProps): ReactNode {
  const { filterValue } = useScope();
  const menu = useValueMenu();
  const onClick = (event: MouseEvent): void =>
    filterValue(field, value, event.shiftKey || event.altKey);
  return (
    <li>
      <ContextMenu entries={menu(field, value)}>
        <button
          type="button"
          className="facet-line"
          title={`${value === '' ? 'missing' : spelledOut(value)}: ${exactNumber(count)} events`}
          onClick={onClick}
        >
          <i style={{ width: `${share01 * 100}%` }} aria-hidden />
          <span className="cut">
            {value === '' ? <span className="faint">missing</span> : <VisibleText text={value} />}
          </span>
          <span className="mono quiet">{shortNumber(count)}</span>
        </button>
      </ContextMenu>
    </li>
  );
}
