/**
 * Which folder may import from which: the way of an event, as a table that the linter reads.
 *
 * The longest row that holds a file applies to it; a folder without a row fails. An exception is a
 * named row here, never a disabled rule.
 *
 * - `from`       folders (or single files) it may import from; its own folder always
 * - `typesFrom`  folders it may only `import type` from
 * - `packages`   packages it may import (`@scope/` stands for all of a scope; types come with the
 *                package). A package that no row but one names is thereby kept to that folder
 * - `typePackages` packages it may only `import type` from
 * - `node`       'none': no Node built-in; 'offline': all but those that open connections; 'all'
 * - `separate`   its subfolders may not import one another
 * - `topOnly`    the row holds the folder's own files, not its subfolders
 */
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';

/**
 * @typedef {object} Row
 * @property {readonly string[]} from
 * @property {readonly string[]} [typesFrom]
 * @property {readonly string[]} [packages]
 * @property {readonly string[]} [typePackages]
 * @property {'none' | 'offline' | 'all'} node
 * @property {boolean} [separate]
 * @property {boolean} [topOnly]
 */

const contract = 'workers/contract';
const base = 'workers/base';
const containers = 'workers/containers';
const batch = 'workers/batch';
const normalise = 'workers/normalise';
const readers = 'workers/readers';
const caseFile = 'workers/case-file';
const query = 'workers/query';
const algorithms = 'workers/algorithms';
const analyses = 'workers/analyses';
const verify = 'workers/verify';
const threads = 'workers/threads';
const engine = 'workers/engine';
const demo = 'workers/demo';

/** What the hosts may use of the engine. */
const hosted = [engine, contract, base, demo, 'src-main', 'package.json'];

/** @type {Readonly<Record<string, Row>>} */
export const layers = {
  // The engine, from evidence to answer.
  [contract]: { from: [], packages: ['zod'], node: 'none' },
  [base]: { from: [contract], node: 'offline' },
  [containers]: { from: [base, contract], packages: ['yauzl'], node: 'offline' },
  [batch]: { from: [base, contract], node: 'offline' },
  [normalise]: { from: [batch, base, contract], node: 'offline' },
  [readers]: {
    from: [normalise, batch, base, contract],
    typesFrom: [containers],
    packages: ['hyparquet', 'hyparquet-compressors'],
    node: 'offline',
  },
  [caseFile]: { from: [batch, base, contract], packages: ['better-sqlite3'], node: 'offline' },
  [query]: { from: [caseFile, readers, batch, base, contract], node: 'offline' },
  [algorithms]: { from: [base, contract], packages: ['umap-js'], node: 'none' },
  [analyses]: {
    from: [algorithms, query, readers, base, contract],
    typesFrom: [caseFile],
    node: 'offline',
    separate: true,
  },
  [verify]: {
    from: [caseFile, containers, readers, batch, base, contract],
    node: 'offline',
  },
  [threads]: {
    from: [
      verify,
      analyses,
      query,
      algorithms,
      caseFile,
      readers,
      normalise,
      batch,
      containers,
      demo,
      base,
      contract,
    ],
    packages: ['piscina'],
    node: 'offline',
  },
  [engine]: {
    from: [batch, demo, threads, caseFile, analyses, readers, containers, base, contract],
    typesFrom: [query],
    node: 'offline',
  },
  [demo]: { from: [base, contract], node: 'offline' },

  // The hosts. Only the loopback host may listen, and only the window may load Electron.
  'src-main': { from: hosted, node: 'offline', topOnly: true },
  'src-main/electron': { from: hosted, packages: ['electron'], node: 'offline' },
  'src-main/loopback': { from: hosted, node: 'all' },
  'src-main/cli': {
    from: hosted,
    packages: ['commander'],
    typePackages: ['electron'],
    node: 'offline',
  },
  'src-main/build': {
    from: hosted,
    packages: ['vite', 'esbuild', '@vitejs/plugin-react', 'assemblyscript'],
    node: 'offline',
  },

  // The views: the contract and themselves.
  'src-renderer': {
    from: [contract],
    packages: ['react', 'react-dom', '@visx/', '@tanstack/', 'radix-ui', 'lucide-react'],
    node: 'none',
  },
  // The start puts rooms into the window, so that the window need not know them.
  'src-renderer/main.tsx': {
    from: ['src-renderer', contract],
    packages: ['react', 'react-dom'],
    node: 'none',
  },
  // How the views are built is not a view.
  'src-renderer/vite.config.ts': {
    from: [],
    packages: ['vite', '@vitejs/plugin-react'],
    node: 'none',
  },
  'src-renderer/rooms': {
    from: ['src-renderer', contract],
    packages: ['react', 'react-dom', '@visx/', '@tanstack/', 'radix-ui', 'lucide-react'],
    node: 'none',
    separate: true,
  },

  test: {
    from: ['workers', 'src-main', 'src-renderer', 'package.json'],
    packages: ['*'],
    node: 'all',
  },
};

/** Node built-ins that can open a connection. */
const connecting = new Set(['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns', 'inspector']);

/** Files in here are judged as if they lay where the rest of their path says. */
export const violationsFolder = 'test/rules/violations/';

const root = path.resolve(import.meta.dirname, '../..');

/** @type {{ imports: Record<string, string> }} */
const { imports: aliases } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/**
 * @param {string} file path from the repository's root
 * @param {string} folder
 */
const isIn = (file, folder) => file === folder || file.startsWith(`${folder}/`);

/** @param {string} file */
const asJudged = (file) =>
  file.startsWith(violationsFolder) ? file.slice(violationsFolder.length) : file;

/**
 * The row that holds a file.
 * @param {string} file path from the repository's root
 * @returns {string | undefined}
 */
function rowOf(file) {
  const holding = Object.keys(layers).filter(
    (name) => isIn(file, name) && (!layers[name]?.topOnly || path.posix.dirname(file) === name),
  );
  return holding.sort((a, b) => b.length - a.length)[0];
}

/**
 * Where an import points: a path from the repository's root, or undefined for a package.
 * @param {string} file
 * @param {string} specifier
 */
function targetOf(file, specifier) {
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(file), specifier);
  for (const [alias, place] of Object.entries(aliases)) {
    const prefix = alias.replace('*', '');
    if (specifier.startsWith(prefix)) {
      return path.posix.normalize(place.replace('*', specifier.slice(prefix.length)));
    }
  }
  return undefined;
}

/**
 * @param {string} specifier
 * @param {readonly string[]} allowed
 */
const packageAllowed = (specifier, allowed) =>
  allowed.some(
    (name) =>
      name === '*' || (name.endsWith('/') ? specifier.startsWith(name) : isIn(specifier, name)),
  );

/** @param {readonly string[]} names */
const listed = (names) => (names.length === 0 ? 'nothing' : names.join(', '));

/**
 * @param {string} name of the row
 * @param {string} specifier
 * @param {boolean} typeOnly
 * @returns {string | undefined} what is wrong with importing a package or a Node built-in
 */
function packageProblem(name, specifier, typeOnly) {
  const row = /** @type {Row} */ (layers[name]);
  const builtin = specifier.replace(/^node:/, '');
  if (specifier.startsWith('node:') || builtinModules.includes(builtin)) {
    if (row.node === 'none') return `${name} may not use Node ('${specifier}').`;
    if (row.node === 'offline' && connecting.has(builtin.split('/')[0] ?? '')) {
      return `${name} may not open connections ('${specifier}').`;
    }
    return specifier.startsWith('node:') ? undefined : `Write 'node:${specifier}'.`;
  }
  const { packages = [], typePackages = [] } = row;
  if (packageAllowed(specifier, packages)) return undefined;
  if (typeOnly && packageAllowed(specifier, typePackages)) return undefined;
  return `${name} may not import the package '${specifier}'; it may import these packages: ${listed(packages)}.`;
}

/**
 * @param {string} name of the row
 * @param {string} file
 * @param {string} target
 * @param {boolean} typeOnly
 * @returns {string | undefined} what is wrong with importing one of our own files
 */
function ownProblem(name, file, target, typeOnly) {
  const row = /** @type {Row} */ (layers[name]);
  const targetRow = rowOf(target);
  if (row.separate && targetRow === name) {
    const [own, other] = [file, target].map((each) => each.slice(name.length + 1).split('/'));
    if (own && other && own.length > 1 && other.length > 1 && own[0] !== other[0]) {
      return `${name}/${String(own[0])} may not import from ${name}/${String(other[0])}: rooms do not know one another. What two share moves down.`;
    }
    return undefined;
  }
  if (targetRow === name || row.from.some((folder) => isIn(target, folder))) return undefined;
  const { typesFrom = [] } = row;
  if (typesFrom.some((folder) => isIn(target, folder))) {
    return typeOnly
      ? undefined
      : `${name} may take only types from '${target}': use 'import type'.`;
  }
  const types = typesFrom.length === 0 ? '' : `, and types from ${typesFrom.join(', ')}`;
  return `${name} may not import from '${target}'; it may import from: ${listed(row.from)}${types}.`;
}

/**
 * @param {string} file path from the repository's root
 * @returns {string | undefined} a complaint when no row holds it
 */
export function rowProblem(file) {
  const place = asJudged(file);
  if (rowOf(place) !== undefined) return undefined;
  return `'${path.posix.dirname(place)}' has no row in test/rules/layers.js: add one that says what it may import.`;
}

/**
 * Judges one import.
 * @param {string} file path of the importing file from the repository's root
 * @param {string} specifier as written
 * @param {boolean} [typeOnly] written as `import type`
 * @returns {string | undefined} what is wrong with it
 */
export function importProblem(file, specifier, typeOnly = false) {
  const place = asJudged(file);
  const name = rowOf(place);
  if (name === undefined) return rowProblem(file);
  const target = targetOf(place, specifier.replace(/\?.*$/, ''));
  if (target === undefined) return packageProblem(name, specifier, typeOnly);
  if (path.posix.extname(target) === '') {
    return `'${specifier}' needs its extension: Node runs these files as they are.`;
  }
  return ownProblem(name, place, target, typeOnly);
}

/** @type {import('eslint').Rule.RuleModule} */
export const layersRule = {
  meta: { type: 'problem', schema: [], docs: { description: 'imports follow the table' } },
  create(context) {
    const file = path.relative(root, context.filename).split(path.sep).join('/');
    // Files at the top level and the lint's own configuration belong to no layer.
    if (!/^(workers|src-main|src-renderer|test)\//.test(file)) return {};
    /**
     * @param {import('estree').Node | null | undefined} source
     * @param {boolean} typeOnly
     */
    const check = (source, typeOnly) => {
      if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
      const message = importProblem(file, source.value, typeOnly);
      if (message !== undefined) context.report({ node: source, message });
    };
    return {
      Program: (node) => {
        const message = rowProblem(file);
        if (message !== undefined) context.report({ node, message });
      },
      ImportDeclaration: (node) => {
        check(node.source, /** @type {any} */ (node).importKind === 'type');
      },
      ExportNamedDeclaration: (node) => {
        check(node.source, /** @type {any} */ (node).exportKind === 'type');
      },
      ExportAllDeclaration: (node) => {
        check(node.source, /** @type {any} */ (node).exportKind === 'type');
      },
      ImportExpression: (node) => {
        check(node.source, false);
      },
      TSImportType: (/** @type {any} */ node) => {
        check(node.source, true);
      },
    };
  },
};
