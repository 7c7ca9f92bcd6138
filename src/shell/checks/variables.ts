import type { SimpleCommand } from '../command-line.ts';
import { canonicalWords } from './canonical-words.ts';
import { identified, type IdentifiedCheck } from './identified.ts';

/** What variables, as `NAME=value`, make of a check. */
export interface VariableReading {
  /** They pick a part: `TEST=a_test.rb`, `SKIP=ruff`. */
  readonly narrowed: readonly string[];
  /** They make it another check: `BROWSER=firefox`, `RUSTFLAGS=…`. */
  readonly modes: readonly string[];
}

/** By which of several tests, projects or files something is run. */
const SELECTS =
  /^(?:(?:TEST|TESTS|SPEC|SPECS|SUITE|SUITES|FILE|FILES|PKG|PKGS|PACKAGE|PACKAGES|MODULE|ONLY|SKIP|EXCLUDE|FILTER|GREP|PATTERN|MATCH|RUN|NAME|K|T|TARGET|TOXENV|TOX_SKIP_ENV|NOXSESSION|TESTOPTS)|\w+_(?:FILTER|SKIP|PATTERN|TESTS))$/i;

/** They take options for a program that is run. */
const OPTIONS = /(?:FLAGS|_ARGS|_OPTS|_OPTIONS|_ADDOPTS|_PARAMS|_CONFIG)$/i;

/** They change what is printed, or how fast it goes. */
const HARMLESS =
  /^(?:V|VERBOSE|Q|QUIET|CI|COLOR|NO_COLOR|FORCE_COLOR|CLICOLOR\w*|CARGO_TERM_\w+|J|JOBS|DEBUG|TERM|RUST_(?:(?:LIB_)?BACKTRACE|LOG)|LOG_?LEVEL|GOTRACEBACK|PYTHON(?:UNBUFFERED|DONTWRITEBYTECODE|FAULTHANDLER))$/;

/** Where tools, their caches and what belongs to the person lie, or what tests say of themselves anyway. */
const USUAL =
  /^(?:(?:PATH|HOME|TMPDIR|TEMP|TMP|XDG_\w+|VIRTUAL_ENV|JAVA_HOME|ANDROID_(?:HOME|SDK_ROOT)|GOCACHE|GOPATH|GOMODCACHE|GOTMPDIR|CARGO_HOME|CARGO_TARGET_DIR|RUSTUP_HOME|NVM_DIR|\w+_CACHE(?:_DIR)?)=|(?:NODE|RAILS|RACK|MIX|APP|BABEL)_ENV=test$|PYTHONPATH=(?:(?:(?:\.|\$PWD)(?:\/(?:src|lib)?)?|(?:src|lib))\/?(?::|$))+$|(?:LANG|LC_ALL)=(?:C|POSIX|(?:C|en_US)\.UTF-?8)$)/i;

/** Memory and warnings of the runtimes alone. */
const HARMLESS_WORD =
  /^-(?:X\w*|ea$|-max-old-space-size|-experimental-|-no-(?:warnings|deprecation|experimental)|-enable-source-maps|-openssl-legacy|-trace-)/;

/** @param named also those that take no options count, as on the line of a runner of targets: it hands them on */
export const readVariables = (variables: readonly string[], named: boolean): VariableReading => {
  const narrowed: string[] = [];
  const modes: string[] = [];
  for (const text of variables) {
    const [, name = '', value = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
    if (HARMLESS.test(name)) continue;
    if (SELECTS.test(name)) narrowed.push(`${name}=${value}`);
    else if (named) modes.push(`${name}=${value}`);
    else if (OPTIONS.test(name)) {
      if (!value.split(/\s+/).every((word) => word === '' || HARMLESS_WORD.test(word))) modes.push(`${name}=${value}`);
    } else if (!USUAL.test(text)) modes.push(toldOf(name, value));
  }
  return { narrowed, modes: modes.sort() };
};

/** A long value, or one that is no plain word, is an address or a secret, and not what a check is known by. */
const toldOf = (name: string, value: string): string => (PLAIN.test(value) ? `${name}=${value}` : name);
const PLAIN = /^[\w.,:+-]{0,24}$/;

/** Those of which nothing is known: they may make any difference, and an id tells of them in part. */
export const unknownVariables = ({ argv, variables = [] }: SimpleCommand): readonly string[] =>
  takeVariables(canonicalWords(argv), variables).left.filter((text) => {
    const name = text.slice(0, text.indexOf('='));
    return name !== 'PATH' && ![HARMLESS, SELECTS, OPTIONS].some((known) => known.test(name));
  });

/** A check before which variables are set. What its script runs is then no longer told for what it is called. */
export const withVariables = (check: IdentifiedCheck, variables: readonly string[]): IdentifiedCheck => {
  const { narrowed, modes } = readVariables(variables, false);
  if (narrowed.length === 0 && modes.length === 0) return check;
  const { kind, tool, identity } = check;
  const scope = [...identity.scope, ...narrowed];
  const changed = identified({
    kind,
    tool: [tool, ...modes].join(' '),
    cwd: identity.cwd,
    scope,
    partial: check.narrowed || narrowed.length > 0,
  });
  return { ...changed, doubts: check.doubts, hollow: check.hollow, covers: [] };
};

interface Taken {
  readonly variable: RegExp;
  readonly options: (value: string, name: string) => readonly string[];
}

const words = (value: string): readonly string[] => value.split(/\s+/).filter(Boolean);

/** Values with quotes keep them: then what they say is one word. */
const pytest = (value: string): readonly string[] =>
  [...value.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '');

const npmOption = (value: string, name: string): readonly string[] => [
  `--${name.slice('npm_config_'.length).toLowerCase().replaceAll('_', '-')}=${value}`,
];

/** Variables from which a program reads options as if they stood on its command line. */
const TAKEN: ReadonlyMap<string, Taken> = new Map<string, Taken>([
  ['pytest', { variable: /^PYTEST_ADDOPTS$/, options: pytest }],
  ['go', { variable: /^GOFLAGS$/, options: words }],
  [
    'mvn',
    { variable: /^MAVEN_(?:ARGS|OPTS)$/, options: (value) => words(value).filter((word) => !HARMLESS_WORD.test(word)) },
  ],
  [
    'make',
    { variable: /^(?:GNU)?MAKEFLAGS$/, options: (value) => words(/^\w+(?:\s|$)/.test(value) ? `-${value}` : value) },
  ],
  ['tox', { variable: /^TOXENV$/, options: (value) => ['-e', value] }],
  ['nox', { variable: /^NOXSESSION$/, options: (value) => ['-s', value] }],
  ['rspec', { variable: /^SPEC_OPTS$/, options: words }],
  ['npm', { variable: /^npm_config_/i, options: npmOption }],
  ['pnpm', { variable: /^npm_config_/i, options: npmOption }],
]);

/** The words of a command with what its variables add to them, and the variables that are left. */
export const takeVariables = (
  command: readonly string[],
  variables: readonly string[],
): { readonly words: readonly string[]; readonly left: readonly string[] } => {
  const [program = '', ...rest] = command;
  const taken = TAKEN.get(program);
  if (taken === undefined) return { words: command, left: variables };
  const added: string[] = [];
  const left: string[] = [];
  for (const text of variables) {
    const cut = text.indexOf('=');
    const name = text.slice(0, cut);
    if (taken.variable.test(name)) added.push(...taken.options(text.slice(cut + 1), name));
    else left.push(text);
  }
  const verb = program === 'go' ? 1 : 0;
  return { words: [program, ...rest.slice(0, verb), ...added, ...rest.slice(verb)], left };
};
