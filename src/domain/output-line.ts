/** Whether a line of a prompt was pasted from what a program printed, rather than typed, as far as its beginning says so. */
export const isOutputLine = (line: string): boolean => OUTPUT.test(line);

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
