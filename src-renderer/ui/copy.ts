/** Puts raw text on the clipboard, also where the asynchronous clipboard is closed to the page. */
import { counted } from './numbers.ts';
import { say } from './said.ts';

/** Copies and says so. */
export async function copyText(text: string): Promise<void> {
  const done = (await copyAsync(text)) || copyByCommand(text);
  say(done ? `copied ${counted(text.length, 'character')}` : 'the clipboard could not be used');
}

async function copyAsync(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // A window may refuse the asynchronous clipboard; the old way needs no permission.
    return false;
  }
}

function copyByCommand(text: string): boolean {
  const before = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'hidden-text';
  document.body.append(area);
  area.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the fallback that needs no permission
  const done = document.execCommand('copy');
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
