const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/**
 * Long options that only change what is printed, how fast it goes or where it is kept, whatever the tool; without dashes
 * and in lower case. One that is not here may weaken what is verified, so that a run with it is another check.
 */
const HARMLESS = set(
  `color colors colour quiet silent verbose debug loglevel ci cache cachelocation cachestrategy coverage cov covreport watch
  watchall ui run runinband parallel maxworkers minworkers workers concurrency jobs threads isolate fileparallelism
  detectopenhandles forceexit logheapusage expand notify json format reporter reporters pretty noemit incremental
  fix stats statistics summary progress trace tracing showlocals durations tb locked frozen offline online release keepgoing failfast bail maxfail exitfirst nocapture capture showoutput testthreads
  stacktrace fullstacktrace info scan daemon buildcache configurationcache continue console batchmode refreshdependencies
  reruntasks profile disablewarnings nowarnings maxdiagnostics build restore nologo cover testdox stoponfailure backtrace
  headed headless record unstable exposegc import loader require enablesourcemaps showfixes showerrorcodes
  showcolumnnumbers installtypes noninteractive errorsummary printdirectory alwaysmake
  outputsync warnundefinedvariables nxcache skipnxcache force outputlogs check lint listdifferent diff verifynochanges
  outputonfailure outputfile output ext clearcache resetcache deprecation experimentalvmmodules globals
  recreate showdiffonfailure testoutput cachetestresults verbosefailures showprogress ratelimit header
  locations heading gitignore timing timings time yes multitask rerunfailures inlinesnapshot doctest`,
);

/** Long options by which more is asked for, or of more, than without them, whatever the tool. */
const STRICTER = set(
  `strict strictmarkers strictconfig warnings warningsaserrors warnaserror failonwarning failonwarnings erroronwarnings
  denywarnings reportunuseddisabledirectives workspace all alltargets allfeatures`,
);

/** Whole families of them: `--experimental-vm-modules`, `--allow-read`, `--test-reporter`. */
const FAMILY = /^(?:no)?(?:experimental|unstable|inspect|allow|coverage|cov|trace|log|report|cache|color|maxoldspace)/;

/** They run nothing, which is told as a doubt on the very check. */
const VOID: ReadonlySet<string> = new Set(['help', 'version']);

/** Whether an option is known to make no difference to what is verified: `--no-color`, `--maxWorkers`. */
export const isHarmless = (name: string): boolean => {
  const plain = plainOf(name);
  return VOID.has(plain) || HARMLESS.has(plain) || HARMLESS.has(plain.replace(/^no/, '')) || FAMILY.test(plain);
};

/** Whether an option makes a check a stricter one: `--strict`, `--workspace`. A switch has one dash with some tools. */
export const isStricter = (name: string): boolean => name.length > 2 && STRICTER.has(plainOf(name));

const plainOf = (name: string): string => name.toLowerCase().replaceAll(/[-_]/g, '');
