/** What can be done with a value, wherever it is shown: filter for it, filter it out, copy it. */
import { derivedColumns } from '#contract/event-columns.ts';
import { Copy, Filter, FilterX, Rows3 } from 'lucide-react';
import { useView } from '../app/use-case.ts';
import { useScope } from '../app/use-scope.ts';
import { copyText } from '../ui/copy.ts';
import { cutMiddle } from '../ui/cut-text.ts';
import type { MenuEntry } from '../ui/menu.tsx';

/** Entries for a value of a field; '' and undefined = the field is missing. */
export type ValueMenu = (field: string, value: string | undefined) => readonly MenuEntry[];

/** Fields that are told, not stored: they cannot be filtered by their text. */
const untold = new Set<string>(['loupe.locator', ...derivedColumns.map(({ name }) => name)]);

/** A function that makes the entries. */
export function useValueMenu(): ValueMenu {
  const { filterValue } = useScope();
  const { view, show } = useView();
  return (field, value = '') => {
    const shown = value === '' ? 'missing' : cutMiddle(value, 36);
    const filter = (not: boolean): void => {
      filterValue(field, value, not);
      if (view === 'evidence') show('events');
    };
    const copies: readonly MenuEntry[] = [
      {
        label: 'Copy value',
        icon: Copy,
        keys: 'C',
        disabled: value === '',
        onSelect: () => void copyText(value),
      },
      {
        label: 'Copy name and value',
        icon: Rows3,
        onSelect: () => void copyText(`${field}: ${value}`),
      },
    ];
    if (untold.has(field)) return copies;
    return [
      { title: `${field}: ${shown}` },
      { label: 'Only events with this', icon: Filter, onSelect: () => filter(false) },
      { label: 'Leave these out', icon: FilterX, onSelect: () => filter(true) },
      'line',
      ...copies,
    ];
  };
}
