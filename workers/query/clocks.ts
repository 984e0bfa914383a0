/**
 * The clock rules as questions apply them. Stored times are corrected on their way into memory and
 * nowhere else: what is filtered, sorted, drawn and analysed then is the corrected time. Without
 * rules nothing is asked and nothing costs.
 */
import type { ClockRule } from '#contract/clocks.ts';
import type { TextsReader } from '#workers/case-file/read-texts.ts';
import { foldText } from './text/fold.ts';

export class HostClocks {
  private readonly texts: TextsReader;
  private byHost: ReadonlyMap<string, ClockRule> = new Map();
  /** By id of a host's name in `texts`. */
  private readonly known = new Map<number, ClockRule | undefined>();
  private list: readonly ClockRule[] = [];

  constructor(texts: TextsReader, rules: readonly ClockRule[] = []) {
    this.texts = texts;
    this.set(rules);
  }

  get rules(): readonly ClockRule[] {
    return this.list;
  }

  /** True when there is anything to correct. */
  get active(): boolean {
    return this.list.length > 0;
  }

  /** Takes over rules. @returns true when times are others than before */
  set(rules: readonly ClockRule[]): boolean {
    const changed = offsetsOf(rules) !== offsetsOf(this.list);
    this.list = rules;
    this.byHost = new Map(rules.map((rule) => [foldText(rule.host), rule]));
    this.known.clear();
    return changed;
  }

  /** The rule of a host by the id of its name, 0 = none. */
  ruleOf(host: number): ClockRule | undefined {
    if (host === 0) return undefined;
    if (this.known.has(host)) return this.known.get(host);
    const rule = this.byHost.get(foldText(this.texts.value(host)));
    this.known.set(host, rule);
    return rule;
  }

  /** Microseconds to add to times of a host. */
  offsetUs(host: number): number {
    return this.ruleOf(host)?.offsetUs ?? 0;
  }

  /** Corrects times in place, from ≤ row < to; NaN stays NaN. */
  correct(times: Float64Array, hosts: Int32Array, from: number, to: number): void {
    let host = 0;
    let offsetUs = 0;
    for (let row = from; row < to; row++) {
      if (hosts[row]! !== host) {
        host = hosts[row]!;
        offsetUs = this.offsetUs(host);
      }
      times[row]! += offsetUs;
    }
  }
}

/** Names what rules do to times; reasons do nothing. */
function offsetsOf(rules: readonly ClockRule[]): string {
  return JSON.stringify(rules.map(({ host, offsetUs }) => [foldText(host), offsetUs]));
}
