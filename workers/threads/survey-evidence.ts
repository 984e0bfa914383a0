/**
 * What lies under some paths, by kind: so that the analyst is asked once for each layout that nobody
 * knows and not once for each file. Looks at heads only, and at no more than a few seconds' worth.
 */
import { toWireError } from '#contract/errors.ts';
import type { ImportSurvey, SurveyedLayout, SurveyTrouble } from '#contract/mapping.ts';
import { openEvidence } from '#workers/containers/open-evidence.ts';
import type { Member } from '#workers/containers/members.ts';
import { readHead } from '#workers/containers/read-head.ts';
import { walkPaths } from '#workers/containers/walk-paths.ts';
import type { Head } from '#workers/readers/reader.ts';
import { chooseReader } from './choose-reader.ts';
import { sampleOf, signatureOf } from './layout-options.ts';
import type { PrepareInput } from './source-offer.ts';

const MOST_CONTENTS = 1000;
const MOST_MS = 4000;
const MOST_TROUBLES = 200;

export interface SurveyInput {
  readonly paths: readonly string[];
  readonly options: PrepareInput;
}

/** Never throws for evidence that cannot be read: that is part of the answer. */
export async function surveyEvidence({ paths, options }: SurveyInput): Promise<ImportSurvey> {
  const survey = new Survey(options);
  for await (const item of walkPaths(paths)) {
    if (survey.isOver) break;
    if (item.kind === 'file') await survey.file(item.path);
    else if (item.kind === 'failed') survey.trouble(item.path, '', item.error);
  }
  return survey.result();
}

class Survey {
  private readonly options: PrepareInput;
  private readonly layouts = new Map<string, SurveyedLayout>();
  private readonly troubles: SurveyTrouble[] = [];
  private readonly begunAtMs = performance.now();
  private contents = 0;

  constructor(options: PrepareInput) {
    this.options = options;
  }

  get isOver(): boolean {
    return this.contents >= MOST_CONTENTS || performance.now() - this.begunAtMs > MOST_MS;
  }

  async file(path: string): Promise<void> {
    try {
      const evidence = await openEvidence(path);
      try {
        for await (const member of evidence.members()) {
          if (this.isOver) break;
          await this.content(path, member, evidence.mtimeMs);
        }
      } finally {
        await evidence.close();
      }
    } catch (cause) {
      this.trouble(path, '', cause);
    }
  }

  trouble(path: string, member: string, cause: unknown): void {
    if (this.troubles.length >= MOST_TROUBLES) return;
    this.troubles.push({ path, member, error: toWireError(cause) });
  }

  result(): ImportSurvey {
    return {
      contents: this.contents,
      more: this.isOver,
      layouts: [...this.layouts.values()],
      troubles: this.troubles,
    };
  }

  private async content(path: string, member: Member, mtimeMs: number): Promise<void> {
    this.contents++;
    try {
      const headed = await readHead(member.open());
      const pieces = headed.pieces[Symbol.asyncIterator]();
      // Of nothing the stream says why, if there is a reason.
      if (headed.head.length === 0) await pieces.next();
      await pieces.return?.();
      if (headed.head.length === 0) return;
      this.note(path, member.name, {
        bytes: headed.head,
        whole: headed.whole,
        text: headed.text,
        name: member.name === '' ? path : member.name,
        mtimeMs: Number.isNaN(member.mtimeMs) ? mtimeMs : member.mtimeMs,
      });
    } catch (cause) {
      this.trouble(path, member.name, cause);
    }
  }

  private note(path: string, member: string, head: Head): void {
    const { format, layouts: _layouts, ...options } = this.options;
    const reader = chooseReader(head, format);
    const plain = reader.prepare(head, { ...options, mapping: undefined });
    const signature = signatureOf(reader, plain.state, sampleOf(reader, head));
    const known = this.layouts.get(signature);
    if (known !== undefined) {
      this.layouts.set(signature, { ...known, contents: known.contents + 1 });
      return;
    }
    const id = reader.cardOf(plain.state);
    const codes = new Set(plain.problems.map(({ code }) => code));
    this.layouts.set(signature, {
      signature,
      format: reader.id,
      card: { id, label: reader.cards.find((card) => card.id === id)?.label ?? reader.label },
      mappable: reader.mapper !== undefined,
      unknownLayout: reader.mapper?.isUnknown(plain.state) ?? false,
      asksZone: options.timeZone === undefined && plain.zone.kind === 'assumed',
      asksOrder: codes.has('date-order-in-doubt'),
      contents: 1,
      path,
      member,
    });
  }
}
