/** Where a worker's entry point lies: beside this file, TypeScript in a checkout, JavaScript once bundled. */

/** URL of `<name>.worker.ts`, or `.js` when this module itself runs bundled. */
export function workerUrl(name: string): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./${name}.worker.${extension}`, import.meta.url);
}
