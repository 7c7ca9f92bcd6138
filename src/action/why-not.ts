import { asNumber, asText, at } from '../domain/json.ts';
import { cut } from '../domain/text-limit.ts';
import { lineForTerminal } from '../formats/terminal.ts';

/**
 * What to tell of an extra that GitHub did not let happen: the permission that is missing is named, with the place where
 * it is given.
 * @param error as Octokit throws it: `status`, `response.headers`
 * @param permission as in a workflow: `pull-requests: write`
 */
export const whyNot = (error: unknown, permission: string): string => {
  const status = asNumber(own(error, 'status'));
  const response = own(error, 'response');
  // Octokit gives a status also to what never came
  if (status === undefined || response === undefined) return messageOf(error);
  const headers = at(response, 'headers');
  const isLimited =
    status === 429 ||
    (status === 403 && (at(headers, 'x-ratelimit-remaining') === '0' || at(headers, 'retry-after') !== undefined));
  if (isLimited) return `GitHub's rate limit is used up${until(headers)}`;
  if (status === 401) return 'GitHub does not know the token';
  // of a locked conversation, too, it says 403
  if (status === 404 || (status === 403 && /not accessible/i.test(messageOf(error))))
    return `the token may not do it: the job needs \`permissions: ${permission}\`, which pull requests from forks never get (GitHub said ${status}: ${messageOf(error)})`;
  return `GitHub said ${status}: ${messageOf(error)}`;
};

const own = (value: unknown, key: string): unknown =>
  value instanceof Error && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;

const until = (headers: unknown): string => {
  const reset = Number(asText(at(headers, 'x-ratelimit-reset')) ?? Number.NaN);
  return Number.isSafeInteger(reset) && reset < 1e11 ? ` until ${new Date(reset * 1000).toISOString()}` : '';
};

const messageOf = (error: unknown): string =>
  cut(lineForTerminal(error instanceof Error ? error.message : String(error)), 300).text;
