/** Names of what crosses between the window's process and its page; both sides bundle this file. */

export const channels = {
  /** Page → engine: a request by name and bytes. */
  call: 'loupe:call',
  /** Engine → page: a notice. */
  notice: 'loupe:notice',
  /** Page → native dialogs. */
  pickEvidence: 'loupe:pick-evidence',
  pickCaseToOpen: 'loupe:pick-case-to-open',
  pickCaseToCreate: 'loupe:pick-case-to-create',
} as const;
