/**
 * The line of a prompt that a list shows: its first one, or below a log that was pasted its last one, where stands what is
 * asked. Undefined where none holds anything. Raw text, far longer than is shown, so that no secret is cut into.
 */
export const titleLine = (prompt: string): string | undefined => {
  const first = prompt
    .split('\n', MOST_LINES)
    .find((line) => line.trim() !== '')
    ?.trim();
  if (first === undefined || !OUTPUT.test(first)) return first?.slice(0, MAX_LINE);
  const whole = prompt.trimEnd();
  const last = whole.slice(whole.lastIndexOf('\n') + 1);
  return (/^\p{L}/u.test(last) && !OUTPUT.test(last) ? last : first).slice(0, MAX_LINE);
};

const MOST_LINES = 50;
const MAX_LINE = 20_000;

/** As programs begin what they print, and as shells, fences and diffs begin; a person may begin with any other sign. */
const OUTPUT = new RegExp(
  [
    '[$%❯➜>] ',
    '```',
    String.raw`[[{<]\S`,
    String.raw`\d{4}-\d\d-\d\d`,
    String.raw`\d\d:\d\d:\d\d`,
    String.raw`Traceback \(`,
    String.raw`(?:Uncaught )?[\w.]{0,80}(?:Error|Exception)\b.{0,40}:`,
    String.raw`npm (?:ERR!|error|warn)`,
    String.raw`(?:error|warning|fatal|panic)[[:(]`,
    '(?:FAIL|FAILED|ERROR|WARN)[[:( ]',
    String.raw`TAP version \d`,
    'diff --git ',
    String.raw`at \S+ \(`,
  ]
    .map((form) => `^${form}`)
    .join('|'),
  'u',
);
