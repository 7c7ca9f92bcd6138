/**
 * What the words of a command ask for of the coverage of tests: that there is some, how much, and of what. Options in one form
 * and order, so that two commands that ask for the same say the same; none where the words do not ask for it.
 */
export const coverageAsked = (command: string): readonly string[] => {
  const words = command.slice(0, MAX_LINE);
  if (TAKEN_BACK.test(words)) return [];
  const limits = (words.match(LIMITS) ?? []).map((limit) => limit.replace(' ', '=').replaceAll(QUOTES, ''));
  const asked = ASKS.test(words) ? ['--coverage', ...limits] : limits;
  return asked.some((option) => OF_COVERAGE.test(option)) ? [...new Set(asked)].sort() : [];
};

/** Characters of a command that are looked at. */
const MAX_LINE = 4096;

/** By an option, or by a program around it. */
const ASKS = /(?:^|[\s"'])--?(?:cov(?:erage)?|collectCoverage|coverage\.enabled)(?![^\s="'])|(?:^|[\s"'/])(?:c8|nyc)\s/;

const QUOTES = /['"\\]/g;

const TAKEN_BACK = /--no-cov(?:erage)?(?![\w-])|--(?:coverage(?:\.enabled)?|collectCoverage)[= ]false\b/;

/** By its name, whatever its value is. */
const OF_COVERAGE = /^[^=]*(?:cov|threshold|fail-under)/i;

/** How much of it is asked for and of what, where a line says so itself. What stands behind a blank may be another word. */
const LIMITS =
  /--(?:[\w.-]{0,40}(?:threshold|fail-under|check-coverage|lines|branches|functions|statements|include|exclude|omit|coveragefrom)[\w.]*(?:(?:=| (?=['"{\d]))(?:'[^']*'|"[^"]*"|[^\s'"])+)?|cov[= ](?:'[^']*'|"[^"]*"|[^\s'"-])[^\s'"]*)/gi;
