import { isUtf8 } from 'node:buffer';

/**
 * Begins what stands for a name that is no UTF-8. No path of a tree begins so, and one of a forged tree that does is
 * written the same way: two paths never have one text.
 */
const MARK = './/';

/** A path of git as text: itself, or `.//` and its bytes with `\xHH` for those that are no ASCII. */
export const pathText = (bytes: Buffer): string => {
  const text = bytes.toString('utf8');
  if (isUtf8(bytes) && !text.startsWith(MARK)) return text;
  const escaped = bytes
    .toString('latin1')
    .replaceAll('\\', '\\\\')
    .replace(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
  return `${MARK}${escaped}`;
};

/** The bytes that git has for it. */
export const pathBytes = (text: string): Buffer => {
  if (!text.startsWith(MARK)) return Buffer.from(text);
  const plain = text
    .slice(MARK.length)
    .replace(/\\(?:x([0-9a-f]{2})|\\)/g, (_, hex?: string) =>
      hex === undefined ? '\\' : String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return Buffer.from(plain, 'latin1');
};

/** Whether a path can be an argument or a name in the file system: those are texts. */
export const isNameable = (text: string): boolean => !text.startsWith(MARK);

/** Output that ends each field with NUL. What is no path is ASCII. */
export const nulFields = (output: Buffer): readonly string[] => {
  const whole = isUtf8(output);
  const fields = output.toString(whole ? 'utf8' : 'latin1').split('\0');
  return fields.map((field) =>
    whole && !field.startsWith(MARK) ? field : pathText(Buffer.from(field, whole ? 'utf8' : 'latin1')),
  );
};

/** Input of lines that NUL ends: what stands before each path, and the path. */
export const nulLines = (lines: readonly (readonly [before: string, path: string])[]): Buffer =>
  Buffer.concat(lines.flatMap(([before, path]) => [Buffer.from(before), pathBytes(path), NUL]));

const NUL = Buffer.from([0]);
