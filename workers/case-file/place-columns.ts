/** Names under which a segment keeps what is no ECS column: where each record lies, and the finer parts of its time. */
export const placeColumns = {
  /** Byte offset and length of the record in its (unpacked) evidence. */
  offset: 'loupe.offset',
  length: 'loupe.length',
  /** The record's own number and its line; -1 where it has none. */
  recordId: 'loupe.record_id',
  line: 'loupe.line',
  /** 0-based position among the records of its evidence, rejected ones counted. */
  ordinal: 'loupe.ordinal',
  /** Nanoseconds below the microsecond, and the fraction digits that the evidence showed. */
  timeNanos: 'loupe.time_nanos',
  timeDigits: 'loupe.time_digits',
} as const;
