/**
 * The workbench works offline: nothing in it holds an address of anything but this machine.
 *
 * Looked at are the literals of the product's code (comments may link to papers and specifications),
 * its pages and its style sheets. What code may connect at all is a row in layers.js.
 */
import ts from 'typescript';
import { expect, test } from 'vitest';
import { productFiles, textOf } from './project-files.ts';

/** Names that look like addresses: XML namespaces, which nobody fetches. */
const namespaces = [
  'http://schemas.microsoft.com/win/2004/08/events',
  'http://manifests.microsoft.com/win/2004/08/windows/eventlog',
  'http://www.w3.org/2000/svg',
  'http://www.w3.org/1999/xlink',
  'http://www.w3.org/1999/xhtml',
  'http://www.w3.org/2000/xmlns/',
  'http://www.w3.org/XML/1998/namespace',
];

/**
 * This machine, and what is reserved so that it never exists (RFC 2606, RFC 5737): the demo evidence
 * is full of addresses of that kind.
 */
const reachesNobody =
  /^(127\.0\.0\.1|localhost|\[::1\]|([\w-]+\.)*(example|test|invalid)|([\w-]+\.)*example\.(com|net|org)|(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+)$/;

/** The addresses in a text that are not allowed. */
function addressesIn(text: string): readonly string[] {
  return [...text.matchAll(/\b(?:https?|wss?|ftp):\/\/[^\s"'`<>)]*/gi)]
    .map((match) => match[0])
    .filter((address) => {
      const host = /^\w+:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)/.exec(address)?.[1] ?? '';
      return !namespaces.some((name) => address.startsWith(name)) && !reachesNobody.test(host);
    });
}

/** Everything that a source says outside of its comments. */
function literalsIn(file: string, source: string): readonly string[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest);
  const literals: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isLiteralExpression(node) || ts.isJsxText(node)) literals.push(node.text);
    if (ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      literals.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return literals;
}

function saidBy(file: string): readonly string[] {
  const text = textOf(file);
  if (/\.(ts|tsx|js)$/.test(file)) return literalsIn(file, text);
  if (/\.(css|html|svg|json)$/.test(file)) {
    return [text.replace(/<!--[\s\S]*?-->|\/\*[\s\S]*?\*\//g, '')];
  }
  return [];
}

test('the product names no address but this machine', () => {
  const named = productFiles.flatMap((file) =>
    saidBy(file)
      .flatMap(addressesIn)
      .map((address) => `${file}: ${address}`),
  );
  expect(named).toEqual([]);
});

test('comments may link, literals may not', () => {
  const source = [
    '// see https://doi.org/10.1/x',
    "const a = 'https://elsewhere.net/x';",
    'const b = `http://${host}/x`;',
    'const c = `http://127.0.0.1:${port}/`;',
    "const d = 'http://download.example/tool.exe';",
  ].join('\n');
  expect(literalsIn('a.ts', source).flatMap(addressesIn)).toEqual([
    'https://elsewhere.net/x',
    'http://',
  ]);
});
