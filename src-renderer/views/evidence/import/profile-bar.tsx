/** Kept mappings: picking one, keeping the present one under a name, taking one away. */
import { Save, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { MappingFile } from '#contract/mapping.ts';
import { useAsk } from '../../../app/use-ask.ts';
import { useTell } from '../../../app/use-case.ts';
import { useWorkbench } from '../../../app/use-workbench.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Field, Select, TextInput } from '../../../ui/fields.tsx';
import { say } from '../../../ui/said.ts';
import { sameMapping } from './drafts.ts';

interface ProfileBarProps {
  readonly format: string;
  /** What would be kept. */
  readonly mapping: MappingFile;
  /** What stands for no profile: the program's own proposal. */
  readonly onProposal: () => void;
  readonly onMapping: (mapping: MappingFile) => void;
}

/** Over the form. */
export function ProfileBar({ format, mapping, onProposal, onMapping }: ProfileBarProps): ReactNode {
  const tell = useTell();
  const { asks } = useWorkbench();
  const kept = useAsk('mappings.list', {});
  const [name, setName] = useState<string | undefined>(undefined);
  const fitting = (kept.value?.mappings ?? []).filter(
    ({ mapping: each }) => each.format === undefined || format.startsWith(each.format),
  );
  const own = fitting.find((each) => each.name === mapping.name);
  const picked = own?.name ?? '';
  const isChanged = own !== undefined && !sameMapping({ ...own.mapping, name: own.name }, mapping);
  const keep = async (): Promise<void> => {
    const wanted = name?.trim() ?? '';
    if (wanted === '') return;
    const saved = await tell('mappings.save', { name: wanted, mapping: { ...mapping } });
    if (saved === undefined) return;
    asks.forget();
    say(`kept as ${saved.path}`);
    setName(undefined);
    onMapping(saved.mapping);
  };
  const remove = async (): Promise<void> => {
    await tell('mappings.remove', { name: picked });
    asks.forget();
    const { name: _name, ...rest } = mapping;
    onMapping(rest);
  };
  return (
    <section className="mapper-block" aria-label="Kept mappings">
      <Field label="Mapping">
        {(ids) => (
          <div className="mapper-pair">
            <Select
              {...ids}
              title={keptText(kept.value?.folder)}
              value={picked}
              options={[
                { value: '', label: picked === '' ? 'As below' : 'As the program proposes' },
                ...fitting.map((each) => ({
                  value: each.name,
                  label: each === own && isChanged ? `${each.name} (changed)` : each.name,
                })),
              ]}
              onPick={(next) => {
                const found = fitting.find((each) => each.name === next);
                if (found === undefined) onProposal();
                else onMapping({ ...found.mapping, name: found.name });
              }}
            />
            <IconButton
              label="Keep this mapping under a name"
              icon={Save}
              onClick={() => setName(mapping.name ?? '')}
            />
            <IconButton
              label="Remove the kept mapping"
              icon={Trash2}
              disabled={picked === ''}
              onClick={() => void remove()}
            />
          </div>
        )}
      </Field>
      {name !== undefined && (
        <form
          className="mapper-pair"
          onSubmit={(event) => {
            event.preventDefault();
            void keep();
          }}
        >
          <TextInput
            autoFocus
            aria-label="Name of the mapping"
            placeholder="Name, e.g. Firewall export"
            value={name}
            maxLength={80}
            onText={setName}
          />
          <Button small variant="primary" disabled={name.trim() === ''} onClick={() => void keep()}>
            Keep
          </Button>
          <Button small onClick={() => setName(undefined)}>
            Cancel
          </Button>
        </form>
      )}
    </section>
  );
}

function keptText(folder: string | undefined): string {
  if (folder === undefined) return '';
  return `Kept mappings are JSON files in ${folder}: copy one to a colleague, or give it to --mapping.`;
}
