/** Errors of whoever typed the command: status 2 and where to read on. */
import { WorkbenchError } from '#contract/errors.ts';

/** A `usage` error; `command` is the subcommand whose help explains it. */
export function usageError(message: string, command: string): WorkbenchError {
  const hint = `"loupe ${command} --help" explains the command.`;
  return new WorkbenchError({ code: 'usage', message, hint });
}

/** A whole number of at least `least` out of an option. */
export function wholeNumber(text: string, least: number, option: string, command: string): number {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (number >= least) return number;
  throw usageError(`${option} takes a whole number from ${least} on, not "${text}".`, command);
}
