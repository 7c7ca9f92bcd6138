import { parseHailLine } from '../../domain/hail/line.ts';

/** 0 to 100: a header as the first line, or the opening of one object with the format's version in it. */
export const recognise = (path: string, head: string): number => {
  const named = /\.hail\.jsonl?$/i.test(path) ? 30 : 0;
  const opening = head.trimStart();
  if (!opening.startsWith('{')) return named;
  const end = opening.indexOf('\n');
  const first = end === -1 ? opening : opening.slice(0, end);
  if (/^\{\s*"type"\s*:\s*"header"/.test(first)) return isHeader(first) ? 98 : named;
  const start = opening.slice(0, 4096);
  return /"version"\s*:\s*"hail-/.test(start) && /"session_id"\s*:/.test(start) ? named + 60 : named;
};

/** A header that is longer than what was read is known by its version alone. */
const isHeader = (line: string): boolean => {
  const parsed = parseHailLine(line.trimEnd());
  if (parsed.kind === 'header') return parsed.header.version.startsWith('hail-');
  return parsed.kind === 'broken' && /"version"\s*:\s*"hail-/.test(line.slice(0, 4096));
};
