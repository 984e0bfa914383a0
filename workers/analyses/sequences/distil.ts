/** What a text boils down to when it stands for a command or a parameter. Linear in its length. */
import { fileNameOf } from '#workers/algorithms/command-template.ts';

const distillers = {
  text: (text) => [text],
  lower: (text) => [text.toLowerCase()],
  file: (text) => [fileNameOf(text).toLowerCase()],
  folder: (text) => [folderOf(text).toLowerCase()],
  cmdlet: (text) => {
    const [first = firstWord(text)] = cmdletsOf(text, 1);
    return [first];
  },
  cmdlets: (text) => cmdletsOf(text, MAX_CMDLETS),
} as const satisfies Readonly<Record<string, (text: string) => readonly string[]>>;

/** Different cmdlets of one script; further ones hardly tell more. */
const MAX_CMDLETS = 100;
/** Characters of a script that are looked at. */
const MAX_LOOKED_AT = 65_536;

export type Distiller = keyof typeof distillers;

/** True for the name of a function of the field language. */
export function isDistiller(name: string): name is Distiller {
  return Object.hasOwn(distillers, name);
}

/** The essence of a text; several only for `cmdlets`. */
export function distil(how: Distiller, text: string): readonly string[] {
  return distillers[how](text);
}

function folderOf(path: string): string {
  const at = Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/'));
  return at < 0 ? '' : path.slice(0, at);
}

/** Verb-Noun names in order of first appearance, lower case, each once; names after `-` or `$` are none. */
function cmdletsOf(script: string, limit: number): string[] {
  const found = new Set<string>();
  const pattern = /(?<![\w$\-.\\/])[A-Za-z]{2,20}-[A-Za-z]\w{1,60}(?![\w\-.\\/])/g;
  for (const [name] of script.slice(0, MAX_LOOKED_AT).matchAll(pattern)) {
    found.add(name.toLowerCase());
    if (found.size === limit) break;
  }
  return [...found];
}

function firstWord(script: string): string {
  return (
    /[\p{L}\p{N}_$.\\:]{1,100}/u.exec(script.slice(0, MAX_LOOKED_AT))?.[0]?.toLowerCase() ?? ''
  );
}
