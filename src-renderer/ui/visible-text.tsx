/** Evidence on screen: always text, never markup, and nothing in it invisible. */
import { Fragment, type ReactNode } from 'react';
import { isDeceptive, visiblePieces } from './control-glyphs.ts';
import { MISSING } from './numbers.ts';

/** Text of the evidence; a missing one is a dim dash. */
export function VisibleText({ text }: { readonly text: string | undefined }): ReactNode {
  if (text === undefined) return <span className="faint">{MISSING}</span>;
  if (!isDeceptive(text)) return text;
  return visiblePieces(text).map((piece, at) =>
    piece.kind === 'text' ? (
      <Fragment key={at}>{piece.text}</Fragment>
    ) : (
      <span key={at} className="glyph" title={piece.title}>
        {piece.text}
      </span>
    ),
  );
}

/** Longer text whose line breaks are kept; other control characters are named. */
export function VisibleBlock({ text }: { readonly text: string }): ReactNode {
  const lines = text.split(/\r?\n/);
  return lines.map((line, at) => (
    <Fragment key={at}>
      {at > 0 && '\n'}
      <VisibleText text={line.replaceAll('\t', '    ')} />
    </Fragment>
  ));
}
