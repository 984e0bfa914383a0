/** Long text made to fit: paths lose their middle, so that both drive and file name stay. */

const ELLIPSIS = '…';

/** At most `max` characters, the middle left out; the end gets the larger part. */
export function cutMiddle(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max <= 1) return max <= 0 ? '' : ELLIPSIS;
  const head = Math.floor((max - 1) * 0.4);
  const tail = max - 1 - head;
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
