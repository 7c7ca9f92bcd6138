/** What an event of GitHub asks to be judged. Pure: the payload is read, nothing is asked of anybody. */
import { OpenSessionError } from '../domain/errors.ts';
import { asNumber, asText, at } from '../domain/json.ts';
import { isObjectId } from '../domain/is-object-id.ts';

/** A change by its addresses, as the gate fetches it. */
export interface AskedChange {
  readonly base: {
    readonly url: string;
    /** Full ref of the target branch. Its tip is fetched now: the event's own is stale when a job runs again. */
    readonly ref: string;
    /** In place of the tip, where the branch itself was pushed: what it was before. */
    readonly commit: string | null;
  };
  readonly head: {
    readonly url: string;
    /** Object id of a commit, or a full ref. Never GITHUB_SHA, which of a pull request is a merge made for tests. */
    readonly at: string;
  };
  /** Number and author of the pull request; null: the event is about none. */
  readonly pull: { readonly number: number; readonly author: string | null } | null;
}

export interface Event {
  /** GITHUB_EVENT_NAME. */
  readonly name: string;
  /** What lies at GITHUB_EVENT_PATH. */
  readonly payload: unknown;
  /** Inputs: where the event says them they have to be the same. */
  readonly base: string | null;
  readonly head: string | null;
}

/** null: there is nothing to judge, as of a branch that was deleted. @throws usage */
export const askedChange = (event: Event): AskedChange | null => {
  switch (event.name) {
    case 'pull_request':
    case 'pull_request_target':
      return pullRequest(event);
    case 'merge_group':
      return mergeGroup(event);
    case 'push':
      return push(event);
    case 'workflow_dispatch':
      return dispatch(event);
    default:
      throw new OpenSessionError('usage', `expected one of ${EVENTS.join(', ')}, found the event ${event.name}`, {
        hint: 'name one of them below `on:` in the workflow',
      });
  }
};

const EVENTS = ['pull_request', 'pull_request_target', 'merge_group', 'push', 'workflow_dispatch'];

const pullRequest = (event: Event): AskedChange => {
  const { payload } = event;
  const url = repositoryUrl(payload);
  const ref = branchRef(needed(payload, 'pull_request', 'base', 'ref'));
  const head = needed(payload, 'pull_request', 'head', 'sha');
  keepTo(event, { base: ref, head });
  const number = asNumber(at(payload, 'pull_request', 'number'));
  return {
    base: { url, ref, commit: null },
    // of a fork that was deleted the target repository has the commits
    head: { url: asText(at(payload, 'pull_request', 'head', 'repo', 'clone_url')) ?? url, at: objectId(head) },
    pull:
      number === undefined ? null : { number, author: asText(at(payload, 'pull_request', 'user', 'login')) ?? null },
  };
};

const mergeGroup = (event: Event): AskedChange => {
  const { payload } = event;
  const url = repositoryUrl(payload);
  const ref = branchRef(needed(payload, 'merge_group', 'base_ref'));
  const head = needed(payload, 'merge_group', 'head_sha');
  keepTo(event, { base: ref, head });
  return { base: { url, ref, commit: null }, head: { url, at: objectId(head) }, pull: null };
};

/** A branch is judged against the default one, and the default one against what it was before. */
const push = (event: Event): AskedChange | null => {
  const { payload } = event;
  if (at(payload, 'deleted') === true) return null;
  const url = repositoryUrl(payload);
  const pushed = needed(payload, 'ref');
  const ref = branchRef(event.base ?? needed(payload, 'repository', 'default_branch'));
  const head = event.head ?? needed(payload, 'after');
  const before = pushed === ref ? objectId(needed(payload, 'before')) : null;
  if (before !== null && /^0+$/.test(before))
    throw new OpenSessionError('usage', `expected a commit that ${pushed} had before, found that it is new`, {
      hint: 'give another branch as the input base',
    });
  return { base: { url, ref, commit: before }, head: { url, at: revision(head) }, pull: null };
};

const dispatch = ({ payload, base, head }: Event): AskedChange => {
  const url = repositoryUrl(payload);
  const ref = branchRef(base ?? needed(payload, 'repository', 'default_branch'));
  const asked = revision(head ?? needed(payload, 'ref'));
  if (asked === ref)
    throw new OpenSessionError('usage', `expected a branch to judge against ${ref}, found that branch itself`, {
      hint: 'run the workflow on another branch, or give the inputs base and head',
    });
  return { base: { url, ref, commit: null }, head: { url, at: asked }, pull: null };
};

/** A workflow can be changed in the pull request that it judges: what the event says cannot. @throws usage */
const keepTo = ({ base, head, name }: Event, said: { readonly base: string; readonly head: string }): void => {
  if ((base === null || branchRef(base) === said.base) && (head === null || head === said.head)) return;
  throw new OpenSessionError('usage', `expected the base and head of the ${name} event, found other inputs`, {
    hint: 'leave the inputs base and head out: they are for push and workflow_dispatch',
  });
};

const needed = (payload: unknown, ...keys: readonly string[]): string => {
  const value = asText(at(payload, ...keys));
  if (value !== undefined) return value;
  throw new OpenSessionError('usage', `expected ${keys.join('.')} in the event, found none`);
};

const repositoryUrl = (payload: unknown): string => needed(payload, 'repository', 'clone_url');

/** @throws usage for what git would not take as a branch */
const branchRef = (name: string): string => {
  const ref = name.startsWith('refs/') ? name : `refs/heads/${name}`;
  if (ref.startsWith('refs/heads/') && isRef(ref)) return ref;
  throw new OpenSessionError('usage', `expected a branch, found ${JSON.stringify(name.slice(0, 200))}`);
};

/** A commit's id, a full ref, or the name of a branch. */
const revision = (name: string): string => {
  if (isObjectId(name) || (name.startsWith('refs/') && isRef(name))) return name;
  return branchRef(name);
};

const objectId = (text: string): string => {
  if (isObjectId(text)) return text;
  throw new OpenSessionError('usage', `expected a commit's id, found ${JSON.stringify(text.slice(0, 80))}`);
};

/** As git-check-ref-format, and no pattern. */
const isRef = (ref: string): boolean =>
  !/[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)|[./]$/u.test(ref) && ref.length < 1000;
