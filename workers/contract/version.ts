/** The program's version, part of every receipt; a test holds it against package.json. */
export const LOUPE_VERSION = '0.1.0';
