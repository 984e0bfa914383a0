/** The little of papaparse that tests compare with; the package brings no types. */
declare module 'papaparse' {
  interface Papa {
    parse(
      text: string,
      options: { readonly delimiter: string; readonly skipEmptyLines?: boolean },
    ): { readonly data: string[][] };
    unparse(rows: readonly (readonly string[])[], options: { readonly newline: string }): string;
  }
  const papa: Papa;
  export = papa;
}
