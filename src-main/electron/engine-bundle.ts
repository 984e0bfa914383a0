/**
 * Loads the engine's bundle. In a packaged program it lies outside of the archive: worker threads and
 * the native library are loaded by Node's own means, which want real files, and everything that they
 * share must come from one place, or the same package would be there twice.
 */
import type * as EngineModule from '#workers/engine/engine.ts';

/** Address of the bundle beside this one, or of its unpacked twin. */
export function engineAddress(own: string): URL {
  const unpacked = own.replace(/\/app\.asar\//, '/app.asar.unpacked/');
  return new URL('./engine.js', unpacked);
}

/** The engine's module; `own` is the address of the window's bundle. */
export async function loadEngine(own: string): Promise<typeof EngineModule> {
  return (await import(engineAddress(own).href)) as typeof EngineModule;
}
