/**
 * What a command printed, without what agents write around it for the model: how it ended stands with the event already.
 * Gemini CLI and Qwen Code (0.1 to 0.61): `Command: …`, `Directory: …`, `Output: …`, then lines of status, in all of it
 * perhaps `<untrusted_context>`. Codex: `Chunk ID: …` to `Output:`. Claude Code: `Exit code 1`. Copilot CLI, Pi: a last
 * line. Anything else stays as it is.
 */
export const printedOutput = (text: string): string => {
  const opening = OPENINGS.exec(text.slice(0, MOST_BEFORE))?.[0] ?? '';
  const closing = CLOSINGS.exec(text.slice(-MOST_BEHIND))?.[0] ?? '';
  const end = text.length - closing.length;
  return end < opening.length ? '' : text.slice(opening.length, end);
};

/** In characters: a command line stands before its output. */
const MOST_BEFORE = 2048;
const MOST_BEHIND = 512;

const OF_CODEX = String.raw`(?:(?:Chunk ID|Exit code|Wall time|Original token count|Total output lines): [^\n]*\n|Process [^\n]*\n){1,8}Output:\n`;
const OPENINGS = new RegExp(
  String.raw`^(?:(?:<untrusted_context>\n)?(?:Command: [^]*?\nDirectory: [^\n]*\n)?Output: |${OF_CODEX}|Exit code \d{1,3}(?:\n|$))`,
);
const CLOSINGS =
  /(?:(?:\n(?:Error|Exit Code|Signal|Background PIDs|Process Group PGID): [^\n]*){1,5}(?:\n<\/untrusted_context>)?|\n<shellId: [^\n>]* completed with exit code \d{1,3}>|\n*Command exited with code \d{1,3})$/;
