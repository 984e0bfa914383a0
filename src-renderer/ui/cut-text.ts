/** Long text made to fit: paths lose their middle, so that both drive and file name stay. */

const ELLIPSIS = '…';

/** Fewer characters of the beginning say nothing. */
const MIN_HEAD = 3;

/** At most `max` characters, the middle left out; the end gets the larger part, a file name all it needs. */
export function cutMiddle(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max <= 1) return max <= 0 ? '' : ELLIPSIS;
  const usualTail = max - 1 - Math.floor((max - 1) * 0.4);
  const name = fileName(text).length + 1;
  const tail = name > max - 1 - MIN_HEAD ? usualTail : Math.max(usualTail, name);
  const head = max - 1 - tail;
  return whole(text.slice(0, head), 'end') + ELLIPSIS + whole(text.slice(-tail), 'start');
}

/** Half a surrogate pair is not shown. */
function whole(part: string, edge: 'start' | 'end'): string {
  if (edge === 'end') return /[\ud800-\udbff]$/.test(part) ? part.slice(0, -1) : part;
  return /^[\udc00-\udfff]/.test(part) ? part.slice(1) : part;
}

/** Last part of a Windows or Unix path. */
export function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1) || path;
}
