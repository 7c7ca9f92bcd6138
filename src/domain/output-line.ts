/** Whether a line of a prompt was pasted from what a program printed, rather than typed, as far as its beginning says so. */
export const isOutputLine = (line: string): boolean => OUTPUT.test(line);

/** Of a prompt whose first line was pasted: whether its last one was typed below that. One that is indented is of what stands above it. */
export const isAskedBelow = (first: string, last: string): boolean =>
  isOutputLine(first) && /^\p{L}/u.test(last) && !isOutputLine(last);

/**
 * As programs begin what they print, and end it, and as shells, fences and diffs begin. A person may begin with any other
 * sign, with a tag (`[Bug] …`, `[Image #1] …`, `<Button> …`), a date or the name of an error.
 */
const OUTPUT = new RegExp(
  [
    '[$❯➜>] ',
    '```',
    String.raw`\[(?:\d|(?:debug|info|warn|warning|error|fatal|trace|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|TRACE)\])`,
    String.raw`\[?\{"`,
    '<[?!]',
    String.raw`\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:`,
    String.raw`\d\d:\d\d:\d\d`,
    String.raw`Traceback \(`,
    'Exception in thread "',
    String.raw`(?:Uncaught )?[\w.]{0,80}(?:Error|Exception|Interrupt)(?: \[\w+\])?(?::|$)`,
    String.raw`(?:\w{1,40}\.){1,9}[A-Z]\w{0,80}: `,
    String.raw`npm (?:ERR!|(?:error|warn) (?:code|errno|deprecated|[A-Z]{4}))`,
    String.raw`(?:error|warning|fatal|panic)[[:(]`,
    String.raw`(?:FAIL|FAILED|ERROR|WARN)(?:$|[[:(\t]| +(?:in )?[^ ]*[./[])`,
    String.raw`TAP version \d`,
    'diff --git ',
    String.raw`at \S+ \(.*:\d`,
    String.raw`Node\.js v\d`,
    String.raw`(?:Test Suites|Tests|Snapshots|Time): +\d`,
    'Ran all test suites',
    String.raw`Found \d+ errors?\b`,
    'BUILD FAILED',
    'For more information about this error',
    String.raw`exit status \d`,
  ]
    .map((form) => `^${form}`)
    .join('|'),
  'u',
);
