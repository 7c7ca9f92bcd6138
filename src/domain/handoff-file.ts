/** Where `artifact render-md` writes, after everything; at another path a text of an artifact is a file like any. */
export const HANDOFF_FILE = 'HANDOFF.md';

/** How the Markdown of a handoff begins: of one session, of several, of a person's part. Another program's may not. */
export const RENDERED = /^# (?:(?:Merged )?Session Handoff|By hand)\r?\n/;
