/** Canonical JSON (RFC 8785) and digests: the only place where bytes to be hashed are made. */
import canonicalize from 'canonicalize';

/** RFC 8785 text of a JSON value: keys sorted by UTF-16 code units, no white space, ES6 numbers. */
export const canonicalJson = (value: unknown): string => {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
};

/** Lower-case hexadecimal sha256 of a text's UTF-8 bytes, or of bytes. */
export const sha256 = async (data: string | Uint8Array<ArrayBuffer>): Promise<string> => {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
};
