/** Which Node the sources need: one that runs TypeScript as it is. Read by old Nodes too. */

const NEEDED = [22, 18];

/**
 * One line for the user of a Node that is too old.
 * @param {string} command how to start the program through npm, which brings its own Node
 * @param {string} [version] as in process.versions.node
 * @returns {string | undefined} undefined when the Node is new enough
 */
export function oldNodeMessage(command, version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = NEEDED;
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return undefined;
  return `Loupe needs Node 22.18 or newer; this is v${version}. Run it through npm (${command}) or install Node 22.`;
}
