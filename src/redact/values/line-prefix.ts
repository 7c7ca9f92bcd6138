/** What tools put before the lines that they print: grep a file and a number, containers their names, logs the time. */

/** A name without blanks; with a folder or an ending where no number says that it is a file. */
const FILE = String.raw`(?:[A-Za-z]:\\)?[^\s:"'\x60|=(){}<>]{1,160}`;
const NAMED_FILE = String.raw`(?:[A-Za-z]:\\)?(?=[^\s:]{0,160}[./\\])[^\s:"'\x60|=(){}<>]{1,160}`;
const NUMBER = String.raw`\d{1,6}`;
/** `config.yml:12:`, `HEAD:config.yml:12:`, `config.yml-13-` of a line around it, `config.yml:`, `12:`, `12-`. */
const OF_SEARCH = String.raw`(?:${FILE}:){0,2}(?:${FILE}(?<lines>[:-])${NUMBER}\k<lines>|${NAMED_FILE}:)|[ \t]{0,8}${NUMBER}[→\t:|-]`;
/** `web_1  | `, `[pod/api-7d9f/api] `. */
const OF_CONTAINER = String.raw`[\w.-]{1,64}[ \t]{0,32}\|[ \t]?|\[[\w./-]{1,160}\][ \t]`;
const CLOCK = String.raw`\d\d:\d\d:\d\d(?:[.,]\d{1,9})?`;
const TIME = String.raw`\[?\d{4}(?<date>[-/])\d\d\k<date>\d\d[T ]${CLOCK}(?:Z|[+-]\d\d:?\d\d)?\]?|\[?${CLOCK}\]?`;
const LEVEL = String.raw`\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR)\]?:?[ \t]{1,4}`;
/** `I1128 00:00:00.000000       1 main.go:12] `, of klog. */
const OF_KLOG = String.raw`[IWEF]\d{4} ${CLOCK} {1,8}\d{1,8} [\w./-]{1,160}:\d{1,6}\] `;
const OF_LOG = String.raw`(?:[^\t\n]{1,80}\t){0,2}(?:<\d{1,3}>)?(?:${TIME})[ \t]{1,4}(?:${LEVEL})?|${LEVEL}|${OF_KLOG}|[A-Z][a-z]{2} [ \d]\d ${CLOCK} [\w.-]{1,64} [\w./-]{1,64}(?:\[\d{1,8}\])?: `;

/** A time looks like a file and a number as well. */
const LINE_PREFIX = String.raw`(?:${OF_LOG}|${OF_CONTAINER}|${OF_SEARCH})`;
/** Before a line that is plainly one of a key, as a part of an expression: containers write a time of their own. */
export const KEY_PREFIX = String.raw`(?:${LINE_PREFIX}{1,2}|${FILE}:)`;

const AT_START = new RegExp(`^${LINE_PREFIX}`);
/** In a program a word behind `password:` is a name, in a translation a label: which file it is grep says. */
const OF_CODE =
  /\.(?:[cm]?[jt]sx?|py|rb|go|rs|java|kts?|cs|php|c|cc|cpp|h|hpp|swift|scala|clj|exs?|erl|hs|lua|dart|vue|svelte|graphql|gql|proto|prisma|sql|html?|css|scss|md|mdx|rst|patch|diff)[:-](?!\d{1,6}\] )|(?:^|[/\\])(?:i18n|l10n|locales?|lang(?:uages)?|translations?)[/\\]|(?:openapi|swagger)[\w.-]{0,40}\.(?:ya?ml|json)[:-]/i;

/** Up to two, as containers write a time of their own. Those of a program's files stay. */
export const withoutPrefix = (line: string): string => {
  let rest = line;
  for (let times = 0; times < 2; times++) {
    const prefix = AT_START.exec(rest)?.[0] ?? '';
    if (prefix === '' || OF_CODE.test(prefix)) return rest;
    rest = rest.slice(prefix.length);
  }
  return rest;
};
