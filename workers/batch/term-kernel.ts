/**
 * Instances of the compiled kernel (`kernel/term-kernel.as.ts`). An instance keeps its memory from
 * batch to batch, which saves clearing and growing it; two batches at once have one each.
 */
import { randomFillSync } from 'node:crypto';
import { termKernelWasm } from './kernel/term-kernel-wasm.ts';

/** The exports of the kernel; addresses are byte offsets in its memory. */
export interface TermKernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  reset(secretHigh: number, secretLow: number): void;
  /** Address for a document of so many bytes; memory may have been replaced by a larger one. */
  inputFor(length: number): number;
  addJson(length: number, row: number): void;
  addText(length: number, row: number): void;
  /** Terms with bytes above 127; `wideTerm` gives their numbers. */
  wideCount(): number;
  wideTerm(at: number): number;
  termAt(term: number): number;
  termLength(term: number): number;
  /** When all documents are in, before the first `renameTerm`. */
  startRenames(): void;
  /** Gives a term the bytes at an address; it becomes one with a term that has them already. */
  renameTerm(term: number, from: number, length: number): void;
  /** Writes the pages of a batch of so many rows. @returns how many there are */
  writePages(rows: number): number;
  pageAt(page: number): number;
  pageEnd(page: number): number;
  /** Number of a page's first term. */
  pageTerm(page: number): number;
}

/** Memory cannot be given back to the system: an instance that had to grow beyond this is let go. */
const MAX_KEPT_BYTES = 64 << 20;

/** The two constructors that are needed; their types come with the DOM's, which threads do not have. */
interface WasmHost {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}
const { WebAssembly: wasm } = globalThis as unknown as { readonly WebAssembly: WasmHost };

let compiled: object | undefined;
const idle: TermKernel[] = [];

/** A kernel that has forgotten everything. */
export function takeKernel(): TermKernel {
  const kernel = idle.pop() ?? newKernel();
  // Chance decides only about places in hash tables, never about results.
  const secret = randomFillSync(new Int32Array(2));
  kernel.reset(secret[0]!, secret[1]!);
  return kernel;
}

/** For the next batch. */
export function giveBack(kernel: TermKernel): void {
  if (kernel.memory.buffer.byteLength <= MAX_KEPT_BYTES) idle.push(kernel);
}

function newKernel(): TermKernel {
  compiled ??= new wasm.Module(Buffer.from(termKernelWasm, 'base64'));
  return new wasm.Instance(compiled).exports as TermKernel;
}
