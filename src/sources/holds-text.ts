import { giveBuffer, PIECE, takeBuffer } from './line-buffer.ts';
import { openFile } from './open-file.ts';

/** Whether a text stands anywhere in a file's (decompressed) bytes. @throws what opening and reading a log throws */
export const holdsText = (path: string, text: string, onRead: (bytes: number) => void): boolean => {
  const wanted = Buffer.from(text);
  const file = openFile(path);
  const bytes = takeBuffer();
  try {
    for (let kept = 0; ;) {
      const count = file.read(bytes.subarray(0, kept + PIECE), kept);
      if (count === 0) return false;
      onRead(count);
      const filled = kept + count;
      if (bytes.subarray(0, filled).includes(wanted)) return true;
      // a text may begin in one piece and end in the next
      kept = Math.min(filled, wanted.length - 1);
      bytes.copyWithin(0, filled - kept, filled);
    }
  } finally {
    giveBuffer(bytes);
    file.close();
  }
};
