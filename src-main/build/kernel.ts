/**
 * Compiles the text index's kernel from AssemblyScript: `npm run kernel`. The result is kept in the
 * project, as text that Node can import like any other module; a test compiles it again and compares.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { assert } from '#workers/base/assert.ts';

/** What is used of the compiler. Its own types would add to Array and Math in every file that sees them. */
interface Compiler {
  main(
    args: readonly string[],
    io: {
      readonly stderr: { write(chunk: unknown): void };
      writeFile(name: string, contents: Uint8Array | string): void;
    },
  ): Promise<{ readonly error: { readonly message: string } | null }>;
}
const compiler = 'assemblyscript/asc';

const root = path.resolve(import.meta.dirname, '../..');
const source = 'workers/batch/kernel/term-kernel.as.ts';
const target = path.join(root, 'workers/batch/kernel/term-kernel-wasm.ts');

/** 112: vectors may pass between our own files, they never leave the kernel. */
const options = ['-O3', '--runtime', 'stub', '--noAssert', '--enable', 'simd'];
const quiet = ['--disableWarning', '112'];

/** The module that holds the compiled kernel. */
export async function compileKernel(): Promise<string> {
  let wasm: Uint8Array = new Uint8Array(0);
  const messages: string[] = [];
  const asc = ((await import(compiler)) as { readonly default: Compiler }).default;
  const { error } = await asc.main(
    [source, '--outFile', 'kernel.wasm', '--baseDir', root, ...options, ...quiet],
    {
      stderr: { write: (chunk) => void messages.push(String(chunk)) },
      writeFile: (_name, contents) => {
        if (typeof contents !== 'string') wasm = contents;
      },
    },
  );
  assert(error === null, `the kernel compiles:\n${messages.join('')}`);
  const text = Buffer.from(wasm).toString('base64');
  return `/** The kernel of the text index, compiled by \`npm run kernel\` from ${path.basename(source)}. */
export const termKernelWasm =
  '${text}';
`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(target, await compileKernel());
}
