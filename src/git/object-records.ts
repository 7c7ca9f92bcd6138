import { parseInfo } from './read-objects.ts';

export interface ObjectRecord {
  /** `missing`: there is no such object. */
  readonly type: string;
  /** null: it is longer than was asked for, or not there. */
  readonly bytes: Buffer | null;
}

/**
 * Cuts the output of `cat-file --batch` into objects while it comes, in the order asked.
 * @param limit content of more bytes is passed over, and never held
 */
export const objectRecords = (limit: number, onObject: (object: ObjectRecord) => void): ((chunk: Buffer) => void) => {
  let held: Buffer[] = [];
  let size = 0;
  /** Bytes that an object which has begun takes: before they are there nothing is put together. */
  let needed = 0;
  let toSkip = 0;
  return (chunk) => {
    held.push(chunk);
    size += chunk.length;
    if (size < needed) return;
    const bytes = held.length === 1 ? chunk : Buffer.concat(held);
    needed = 0;
    let at = 0;
    while (at < bytes.length) {
      const skipped = Math.min(toSkip, bytes.length - at);
      toSkip -= skipped;
      at += skipped;
      const end = bytes.indexOf(NEW_LINE, at);
      if (end < 0) break;
      const content = end + 1;
      const info = parseInfo(bytes.toString('latin1', at, end));
      if (info === null) onObject(MISSING);
      else if (info.size > limit) onObject({ type: info.type, bytes: null });
      else if (bytes.length <= content + info.size) {
        needed = content + info.size + 1 - at;
        break;
      } else onObject({ type: info.type, bytes: bytes.subarray(content, content + info.size) });
      // a line end follows the content
      toSkip = info === null ? 0 : info.size + 1;
      at = content;
    }
    held = at < bytes.length ? [bytes.subarray(at)] : [];
    size = bytes.length - at;
  };
};

const NEW_LINE = 0x0a;
const MISSING: ObjectRecord = { type: 'missing', bytes: null };
