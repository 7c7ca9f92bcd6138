/** Canonical JSON (RFC 8785) and digests: the only place where bytes to be hashed are made. */
import canonicalize from 'canonicalize';
import { hashOf } from './hash-of.ts';

/** RFC 8785 text of a JSON value: keys sorted by UTF-16 code units, no white space, ES6 numbers. */
export const canonicalJson = (value: unknown): string => {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
};

/** Lower-case hexadecimal sha256 of a text's UTF-8 bytes, or of bytes. */
export const sha256 = (data: string | Uint8Array<ArrayBuffer>): Promise<string> => hashOf('sha256', data);
