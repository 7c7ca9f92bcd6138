/* oxlint-disable no-restricted-globals -- asked for the platform, and for nothing of this process */
type Algorithm = 'sha1' | 'sha256';

type Data = string | Uint8Array<ArrayBuffer>;

/**
 * Lower-case hexadecimal hash of a text's UTF-8 bytes (a lone surrogate is U+FFFD), or of bytes. By Node's own hash where
 * there is a Node: of a short text, as keys are made of by the thousand, WebCrypto takes fifteen times as long.
 */
export const hashOf = async (algorithm: Algorithm, data: Data): Promise<string> =>
  typeof process === 'undefined' ? webHash(algorithm, data) : nodeHash(algorithm, data);

/** Not before it is needed: to load it takes longer than many a hash. */
const nodeHash = (algorithm: Algorithm, data: Data): string =>
  process.getBuiltinModule('node:crypto').hash(algorithm, data);

/** What every other platform has. */
export const webHash = async (algorithm: Algorithm, data: Data): Promise<string> => {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  const hash = await crypto.subtle.digest(algorithm === 'sha1' ? 'SHA-1' : 'SHA-256', bytes);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
};
