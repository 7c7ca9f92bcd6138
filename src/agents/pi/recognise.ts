/** The header of all formats, with its fields in the order in which Pi writes them. */
const HEADER =
  /^\s*\{\s*"type"\s*:\s*"session"\s*,(?:\s*"version"\s*:\s*\d{1,3}\s*,)?\s*"id"\s*:\s*"[^"\\]{1,200}"\s*,\s*"timestamp"\s*:\s*"[^"\\]{10,40}"/;
const ENTRY =
  /^\{"type":\s?"message",\s?"id":\s?"[^"\\]{1,60}",\s?"parentId":\s?(?:null|"[^"\\]{1,60}"),\s?"timestamp":\s?"/m;
/** Factory Droid's entries are shaped alike. */
const OTHER = /^\s*\{\s*"type"\s*:\s*"session_start"/;
const PLACE = /[\\/]\.pi[\\/]agent[\\/]sessions[\\/]/;

/** How sure it is that a file is a log of Pi, 0 to 100, by its first bytes and its path. */
export const recognise = (path: string, head: string): number => {
  const placed = PLACE.test(path) ? 5 : 0;
  if (HEADER.test(head)) return (/"cwd"\s*:/.test(head.slice(0, 4096)) ? 90 : 75) + placed;
  if (ENTRY.test(head) && !OTHER.test(head)) return 75 + placed;
  return head.trim() === '' && placed > 0 ? 40 : 0;
};
