/** A view that breaks the rules of views; see workers/base/product.ts among these violations. */
import { useEffect, useState, type ReactNode } from 'react';
// eslint-disable-next-line local/layers -- excused: rooms do not know one another
import { beta } from '../beta/view.tsx';
// eslint-disable-next-line local/layers -- excused: a view knows the contract, not the engine
import type { assert } from '#workers/base/assert.ts';

export type Lost = typeof assert;

export function Alpha({ html, on }: { html: string; on: boolean }): ReactNode {
  // eslint-disable-next-line react-hooks/rules-of-hooks -- excused: a rule is tested here
  if (on) useState(beta);
  useEffect(() => {
    document.title = html;
    // eslint-disable-next-line react-hooks/exhaustive-deps -- excused: a rule is tested here
  }, []);
  // eslint-disable-next-line no-restricted-syntax -- excused: evidence is never markup
  return <div dangerouslySetInnerHTML={{ __html: html }} />;
}

export function write(element: Element, html: string): void {
  // eslint-disable-next-line no-restricted-syntax -- excused: evidence is never markup
  element.innerHTML = html;
}
