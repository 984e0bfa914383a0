/**
 * Collects the terms of a batch's documents while records are parsed: every distinct term once, and
 * the rows that have it. JSON documents give terms of their values only, not of their keys. Finding
 * and counting is the kernel's work; what it leaves are bytes with ASCII in lower case, so that the
 * rest of Unicode is folded here, at the end and once per term.
 */
import type { TermPage } from './batch.ts';
import { giveBack, takeKernel } from './term-kernel.ts';
import type { TermKernel } from './term-kernel.ts';
import { MAX_TERM_BYTES, foldTerm } from './terms.ts';

export class TermIndexer {
  private readonly json: boolean;
  private kernel: TermKernel | undefined;
  private memory = new Uint8Array(0);

  /** @param json true when documents are JSON, whose keys are not indexed */
  constructor(json: boolean) {
    this.json = json;
  }

  /** Adds the terms of one row's document. Rows must come in ascending order. */
  add(bytes: Uint8Array, from: number, to: number, row: number): void {
    const kernel = (this.kernel ??= takeKernel());
    const length = to - from;
    const at = kernel.inputFor(length);
    if (this.memory.buffer !== kernel.memory.buffer) {
      this.memory = new Uint8Array(kernel.memory.buffer);
    }
    this.memory.set(bytes.subarray(from, to), at);
    if (this.json) kernel.addJson(length, row);
    else kernel.addText(length, row);
  }

  /** Sorted pages of everything added; the indexer must not be used afterwards. */
  finish(rows: number): TermPage[] {
    const { kernel } = this;
    if (kernel === undefined) return [];
    this.kernel = undefined;
    foldWideTerms(kernel);
    const count = kernel.writePages(rows);
    const memory = new Uint8Array(kernel.memory.buffer);
    const pages = Array.from({ length: count }, (_, page) => ({
      firstTerm: termBytes(kernel, memory, kernel.pageTerm(page)),
      data: memory.slice(kernel.pageAt(page), kernel.pageEnd(page)),
    }));
    giveBack(kernel);
    return pages;
  }
}

/** Terms beyond ASCII are folded as queries fold theirs; terms that become equal are made one. */
function foldWideTerms(kernel: TermKernel): void {
  kernel.startRenames();
  const scratch = kernel.inputFor(MAX_TERM_BYTES);
  for (let at = 0; at < kernel.wideCount(); at++) {
    const memory = new Uint8Array(kernel.memory.buffer);
    const term = kernel.wideTerm(at);
    const folded = foldTerm(termBytes(kernel, memory, term));
    memory.set(folded, scratch);
    kernel.renameTerm(term, scratch, folded.length);
  }
}

/** A copy of a term's bytes. */
function termBytes(kernel: TermKernel, memory: Uint8Array, term: number): Uint8Array {
  const at = kernel.termAt(term);
  return memory.slice(at, at + kernel.termLength(term));
}
