import type { RedactedText } from '../domain/handoff.ts';

/** The same shape before the redactor: every RedactedText is still a text as it was read. */
export type Unredacted<T> = T extends RedactedText
  ? string
  : T extends readonly unknown[]
    ? { readonly [Index in keyof T]: Unredacted<T[Index]> }
    : T extends object
      ? { readonly [Key in keyof T]: Unredacted<T[Key]> }
      : T;
