/** The query: typed here, checked as it is typed, completed from the case's own fields and values. */
import { CornerDownLeft, Search, TriangleAlert, X } from 'lucide-react';
import {
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { useCommand } from '../app/commands.ts';
import { useScope } from '../app/use-scope.ts';
import { useListKeys } from '../app/use-list-keys.ts';
import { IconButton } from '../ui/button.tsx';
import { Keys } from '../ui/keys.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { spotAt, withSuggestion, type Suggestion } from './completion.ts';
import { useQueryCheck, type QueryCheck } from './use-query-check.ts';
import { useSuggestions } from './use-suggestions.ts';

/** After a question the hand wants to walk through the answer. */
function focusView(): void {
  document.querySelector<HTMLElement>('#view [role="grid"]')?.focus();
}

/** In the top bar; `/` goes there. */
export function QueryBar(): ReactNode {
  const { scope } = useScope();
  // Another query from elsewhere (undo, a chip turned into text) begins a new draft.
  return <QueryField key={scope.query} query={scope.query} />;
}

function QueryField({ query }: { readonly query: string }): ReactNode {
  const { setQuery } = useScope();
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(query);
  const [caret, setCaret] = useState<number | undefined>(undefined);
  // Enter on a query that cannot be understood: now it has to be said why.
  const [insisted, setInsisted] = useState(false);
  const check = useQueryCheck(draft);
  const spot = caret === undefined ? { kind: 'none' as const } : spotAt(draft, caret);
  const suggestions = useSuggestions(spot);
  const list = useListKeys(suggestions.length, -1);
  useCommand({
    id: 'query',
    title: 'Write a query',
    group: 'Scope',
    keys: '/',
    run: () => input.current?.focus(),
  });
  const placeCaret = useNextCaret(input, draft);

  const take = (suggestion: Suggestion | undefined): void => {
    if (suggestion === undefined) return;
    const next = withSuggestion(draft, spot, suggestion);
    placeCaret(next.caret);
    setDraft(next.query);
    setCaret(next.caret);
    list.mark(-1);
  };
  const apply = (text: string): void => {
    setCaret(undefined);
    if (check.wrong === undefined || text === '') setQuery(text.trim());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (caret !== undefined && list.onKey(event, (at) => take(suggestions[at]))) return;
    if (event.key === 'Enter' && check.wrong !== undefined) setInsisted(true);
    else if (event.key === 'Enter') {
      apply(draft);
      focusView();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      setInsisted(false);
      if (caret !== undefined) setCaret(undefined);
      else {
        setDraft(query);
        input.current?.blur();
      }
    }
  };
  // A query that is still being completed is not wrong yet.
  const offered = insisted ? [] : suggestions;
  const shownCheck = offered.length > 0 ? unchecked : check;
  const open =
    (caret !== undefined || insisted) && (offered.length > 0 || check.wrong !== undefined);
  return (
    <div className="query-bar" role="search">
      <Search size={16} aria-hidden />
      <input
        ref={input}
        className="input mono"
        role="combobox"
        aria-label="Query"
        aria-expanded={open}
        aria-controls="query-list"
        aria-activedescendant={list.marked >= 0 ? `query-${list.marked}` : undefined}
        aria-invalid={check.wrong !== undefined}
        spellCheck={false}
        autoComplete="off"
        placeholder="host.name:WS* and event.code:4688, or any words"
        value={draft}
        onChange={(event) => {
          setDraft(event.target.value);
          setCaret(event.target.selectionStart ?? event.target.value.length);
          setInsisted(false);
          list.mark(-1);
        }}
        onSelect={(event) => {
          if (document.activeElement === event.currentTarget && caret !== undefined)
            setCaret(event.currentTarget.selectionStart ?? undefined);
        }}
        onBlur={() => {
          setCaret(undefined);
          setInsisted(false);
        }}
        onKeyDown={onKeyDown}
      />
      <QueryState draft={draft} query={query} check={check} onClear={() => apply('')} />
      {open && (
        <QueryList
          suggestions={offered}
          marked={list.marked}
          check={shownCheck}
          query={draft}
          onTake={take}
        />
      )}
    </div>
  );
}

const unchecked: QueryCheck = { wrong: undefined, at: -1 };

/** Sets the caret after the field has got its new text. */
function useNextCaret(
  input: RefObject<HTMLInputElement | null>,
  draft: string,
): (caret: number) => void {
  const next = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (next.current === undefined) return;
    input.current?.setSelectionRange(next.current, next.current);
    next.current = undefined;
  }, [input, draft]);
  return (caret) => {
    next.current = caret;
  };
}

interface QueryStateProps {
  readonly draft: string;
  readonly query: string;
  readonly check: QueryCheck;
  readonly onClear: () => void;
}

/** At the right end of the field: wrong, not applied yet, or a way to empty it. */
function QueryState({ draft, query, check, onClear }: QueryStateProps): ReactNode {
  const wrong = check.wrong !== undefined;
  return (
    <span className="query-state">
      {wrong && <TriangleAlert size={16} aria-label={check.wrong} className="warn" />}
      {!wrong && draft !== query && <CornerDownLeft size={14} aria-label="Enter applies" />}
      {draft === '' && <Keys keys="/" />}
      {query !== '' && draft === query && (
        <IconButton small label="Clear the query" icon={X} onClick={onClear} />
      )}
    </span>
  );
}

interface QueryListProps {
  readonly suggestions: readonly Suggestion[];
  readonly marked: number;
  readonly check: QueryCheck;
  readonly query: string;
  readonly onTake: (suggestion: Suggestion) => void;
}

function QueryList({ suggestions, marked, check, query, onTake }: QueryListProps): ReactNode {
  return (
    // The field keeps the focus: pressing an entry must not take it away.
    <div className="popup query-list" onPointerDown={(event) => event.preventDefault()}>
      {check.wrong !== undefined && (
        <div className="query-note wrong" role="alert">
          {check.wrong}
          {check.at >= 0 && (
            <pre className="mono" aria-hidden>
              {query.slice(Math.max(0, check.at - 40), check.at + 40)}
              {'\n'}
              {' '.repeat(Math.min(40, check.at))}^
            </pre>
          )}
        </div>
      )}
      <ul id="query-list" role="listbox" aria-label="Suggestions">
        {suggestions.map((suggestion, at) => (
          <li
            key={suggestion.text}
            id={`query-${at}`}
            role="option"
            aria-selected={at === marked}
            className="menu-item"
            onClick={() => onTake(suggestion)}
          >
            <span className="grow mono">
              <VisibleText text={suggestion.shown} />
            </span>
            <span className="quiet">{suggestion.note}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
