/** Where the answers of `git cat-file` end (git-cat-file(1), batch output): `<id> <type> <size>` and, if asked for, the content. */
export interface ObjectAnswers {
  /** Takes what came. @returns whether all questions are answered */
  take(chunk: Buffer): boolean;
  /** All that came so far. */
  bytes(): Buffer;
  /** Bytes that came so far, and those that an answer that has begun says will come. */
  readonly size: number;
}

const NEW_LINE = 0x0a;

/** @param count questions that were asked @param hasContents the content of an object follows its line */
export const objectAnswers = (count: number, hasContents: boolean): ObjectAnswers => {
  const chunks: Buffer[] = [];
  let line: Buffer[] = [];
  let came = 0;
  let left = count;
  /** Of the content that comes now, with the line end after it. */
  let toSkip = 0;
  const endLine = (last: Buffer): void => {
    const text = Buffer.concat([...line, last]).toString('latin1');
    line = [];
    const size = hasContents ? /^[0-9a-f]{40,64} [a-z]+ (\d+)$/.exec(text)?.[1] : undefined;
    if (size === undefined) left--;
    else toSkip = Number(size) + 1;
  };
  const skip = (bytes: number): void => {
    toSkip -= bytes;
    if (toSkip === 0) left--;
  };
  return {
    take: (chunk) => {
      chunks.push(chunk);
      came += chunk.length;
      for (let at = 0; at < chunk.length;) {
        if (toSkip > 0) {
          const bytes = Math.min(toSkip, chunk.length - at);
          skip(bytes);
          at += bytes;
          continue;
        }
        const end = chunk.indexOf(NEW_LINE, at);
        if (end < 0) line.push(chunk.subarray(at));
        else endLine(chunk.subarray(at, end));
        at = end < 0 ? chunk.length : end + 1;
      }
      return left <= 0;
    },
    bytes: () => Buffer.concat(chunks),
    get size() {
      return came + toSkip;
    },
  };
};
