import { closest } from 'fastest-levenshtein';
import { parse, TomlError } from 'smol-toml';
import { DEFAULT_POLICY, STRICT_POLICY } from '../domain/default-policy.ts';
import { OpenSessionError } from '../domain/errors.ts';
import {
  type EffectivePolicy,
  type Policy,
  policyAt,
  type PolicyPlace,
  type PolicySource,
  type RequiredCheck,
} from '../domain/policy.ts';
import { cut } from '../domain/text-limit.ts';
import { type SchemaError, validatePolicy } from '../generated/validate-policy.js';
import { defaultDefinition } from './default-definition.ts';
import { wrongInGlob } from './globs.ts';
import { gateRules } from '../rules/gate/index.ts';

/** Settings that a caller may narrow and never loosen. */
export interface PolicyOptions {
  readonly strict: boolean;
  readonly wait_seconds?: number;
  /** At least that long: more than the policy says counts, less does not. */
  readonly least_wait_seconds?: number;
  /** Of the file, for whoever has to look there. */
  readonly read_from?: PolicyPlace;
}

/**
 * The policy that holds: the target branch's file over the defaults, `--strict` over the defaults that it replaces.
 * @param file null: the target branch has none
 * @throws config_invalid naming line or key
 */
export const readPolicy = (
  file: { readonly oid: string; readonly text: string } | null,
  options: PolicyOptions,
): EffectivePolicy => {
  const read_from = options.read_from ?? null;
  const said = file === null ? {} : parsePolicy(file.text, read_from);
  const strict = options.strict ? STRICT_POLICY : {};
  const narrowed = options.wait_seconds === undefined ? {} : { wait_seconds: options.wait_seconds };
  const plain: Policy = { ...DEFAULT_POLICY, ...strict, ...said, ...tightened(said, options.strict), ...narrowed };
  const policy = { ...plain, wait_seconds: Math.max(plain.wait_seconds, options.least_wait_seconds ?? 0) };
  return {
    policy,
    strict: options.strict,
    sources: Object.fromEntries(
      Object.keys(DEFAULT_POLICY).map((key) => [key, sourceOf(key, { narrowed, strict, said })]),
    ) as EffectivePolicy['sources'],
    blob: file?.oid ?? null,
    read_from,
  };
};

/**
 * With --strict a policy cannot let unsigned records count or drifted claims fit, and asks for a handoff always or never.
 * How much a finding weighs, and which paths need no claim, stays its own to say.
 */
const tightened = (said: Partial<Policy>, strict: boolean): Partial<Policy> => {
  if (!strict) return {};
  const accept = said.accept?.filter((one) => one === 'rerun' || one === 'witnessed' || one === 'vouched');
  return {
    require: said.require === 'never' ? 'never' : STRICT_POLICY.require,
    ...(accept === undefined ? {} : { accept }),
    ...(said.min_binding === 'drifted' ? { min_binding: DEFAULT_POLICY.min_binding } : {}),
  };
};

const sourceOf = (
  key: string,
  { narrowed, strict, said }: { readonly narrowed: object; readonly strict: object; readonly said: object },
): PolicySource => {
  if (key in narrowed) return 'option';
  if (key in said) return 'policy';
  return key in strict ? 'strict' : 'default';
};

const parsePolicy = (text: string, place: PolicyPlace | null): Partial<Policy> => {
  const invalid = (what: string, cause?: unknown): OpenSessionError => invalidAt(place, what, cause);
  const value = parsed(text, invalid);
  if (!validatePolicy(value)) throw invalid((validatePolicy.errors ?? []).map(told).join('; '));
  const { required_checks, ...rest } = value as Partial<Policy> & { readonly required_checks?: readonly SaidCheck[] };
  const unknown = Object.keys(rest.severity ?? {}).find((code) => !CODES.includes(code));
  if (unknown !== undefined)
    throw invalid(`severity.${unknown} is no finding; did you mean ${closest(unknown, CODES)}?`);
  const names = (required_checks ?? []).map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw invalid(`two required checks have the name ${twice}`);
  const { ignore = [], protect = [], inert = [] } = rest;
  const globs = [
    ...ignore,
    ...protect,
    ...inert,
    ...(required_checks ?? []).flatMap(({ definition }) => definition ?? []),
  ];
  if (names.length > MOST_CHECKS) throw invalid(`${names.length} required checks are more than ${MOST_CHECKS}`);
  if (globs.length > MOST_GLOBS) throw invalid(`${globs.length} globs are more than ${MOST_GLOBS}`);
  for (const glob of globs) {
    const wrong = wrongInGlob(glob);
    if (wrong !== undefined) throw invalid(`the glob ${cut(glob, 200).text} ${wrong}`);
  }
  return required_checks === undefined ? rest : { ...rest, required_checks: required_checks.map(withDefaults) };
};

/** Far more than people write, and still judged in seconds: each glob is held against each path. */
const MOST_CHECKS = 250;
const MOST_GLOBS = 2000;

type SaidCheck = Pick<RequiredCheck, 'name' | 'command'> & Partial<RequiredCheck>;

const withDefaults = (check: SaidCheck): RequiredCheck => ({
  cwd: '.',
  definition: defaultDefinition(`${check.command}\n${check.setup ?? ''}`),
  rerun: false,
  setup: '',
  network: false,
  timeout_seconds: 600,
  ...check,
});

const CODES = gateRules.map(({ code }) => code);

const parsed = (text: string, invalid: (what: string, cause: unknown) => OpenSessionError): unknown => {
  try {
    return parse(text);
  } catch (cause) {
    const at = cause instanceof TomlError ? `line ${cause.line}, column ${cause.column}: ` : '';
    throw invalid(`${at}${cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : ''}`, cause);
  }
};

const told = ({ instancePath, message = 'is wrong', params }: SchemaError): string => {
  const where = instancePath === '' ? '' : `${instancePath.slice(1).replaceAll('/', '.')} `;
  const extra = params?.additionalProperty;
  if (typeof extra !== 'string') return `${where}${message}${allowedIn(params)}`;
  const known = instancePath === '' ? Object.keys(DEFAULT_POLICY) : CHECK_KEYS;
  return `${where}${extra} is unknown; did you mean ${closest(extra, known)}?`;
};

const allowedIn = (params: SchemaError['params']): string =>
  Array.isArray(params?.allowedValues) ? ` (${params.allowedValues.join(', ')})` : '';

const CHECK_KEYS = ['name', 'command', 'cwd', 'definition', 'rerun', 'setup', 'network', 'timeout_seconds'];

const invalidAt = (place: PolicyPlace | null, what: string, cause: unknown): OpenSessionError =>
  new OpenSessionError('config_invalid', `${policyAt(place)}: ${what}`, {
    hint: 'opensession gate init --dry-run prints a policy with each key and what it does',
    ...(cause === undefined ? {} : { cause }),
  });

/** Whether a file of allowed signers has a line that is neither empty nor a comment. */
export const namesSigners = (text: string): boolean => /^[ \t]*[^#\s]/m.test(text);

/**
 * What no change can ever fulfil, in sentences: a mistake of the policy, not a verdict.
 * @param here whether the target branch names any signer, and the required checks of which no record tells
 */
export const unsatisfiable = (
  policy: Policy,
  here: { readonly signers: boolean; readonly unrecordable?: ReadonlySet<string> },
): readonly string[] => {
  const canShow = ({ rerun, name }: RequiredCheck, evidence: Policy['accept'][number]): boolean =>
    evidence === 'recorded' ||
    (evidence === 'rerun' && rerun) ||
    (evidence === 'vouched' && here.signers && here.unrecordable?.has(name) !== true) ||
    (evidence === 'witnessed' && here.signers && policy.ci_principals.length > 0);
  return [
    ...policy.required_checks
      .filter((check) => !policy.accept.some((evidence) => canShow(check, evidence)))
      .map(({ name }) => `no evidence that is accepted (${policy.accept.join(', ') || 'none'}) can show ${name}`),
    ...(policy.require_signed && !here.signers
      ? [`signatures are required, and ${policy.allowed_signers} of the target branch names no signer`]
      : []),
  ];
};
