/** What the other room of the violations imports. */
export const beta = 1;
