/** Formats that an analyst may insist on. */
export const formatOptions: readonly { readonly value: string; readonly label: string }[] = [
  { value: '', label: 'Found out' },
  { value: 'evtx', label: 'Windows event log (evtx)' },
  { value: 'json-lines', label: 'JSON lines (json-lines)' },
  { value: 'json', label: 'JSON array (json)' },
  { value: 'csv', label: 'CSV (csv)' },
];
