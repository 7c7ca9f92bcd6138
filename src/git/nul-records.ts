/**
 * Cuts git's output into records while it comes: each has `width` fields, each field ends with NUL, and a line end
 * stands between two records. A byte of value 0 is part of no UTF-8 sequence, so fields decode whole.
 */
export const nulRecords = (width: number, onRecord: (fields: readonly string[]) => void): ((chunk: Buffer) => void) => {
  let rest: Buffer = Buffer.alloc(0);
  let fields: string[] = [];
  return (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(0);
    rest = end === -1 ? bytes : bytes.subarray(end + 1);
    if (end === -1) return;
    for (const field of bytes.toString('utf8', 0, end).split('\0')) {
      fields.push(fields.length === 0 && field.startsWith('\n') ? field.slice(1) : field);
      if (fields.length < width) continue;
      onRecord(fields);
      fields = [];
    }
  };
};
