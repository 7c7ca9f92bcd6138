/** One comment on a pull request: found by its mark and its author, written once, changed where it differs. */
import { COMMENT_MARK } from '../formats/gate/comment.ts';

export interface PostedComment {
  readonly id: number;
  /** Login of who wrote it. */
  readonly author: string;
  readonly body: string;
}

export interface Comments {
  /** Login under which this token writes. */
  login(): Promise<string>;
  list(): Promise<readonly PostedComment[]>;
  create(body: string): Promise<void>;
  /** false: it is no longer there. */
  update(id: number, body: string): Promise<boolean>;
  remove(id: number): Promise<void>;
}

/** The run of a workflow that writes, and the commit that it judged. */
export interface WritingRun {
  /** GITHUB_RUN_ID, which grows. */
  readonly id: number;
  readonly head: string;
}

/** A line that nobody sees below the mark says which run wrote it. */
export const signedBy = (body: string, { id, head }: WritingRun): string =>
  body.replace(COMMENT_MARK, `${COMMENT_MARK}\n<!-- run ${id} on ${head} -->`);

/** Nowhere else: what follows holds the words of others. */
const RUN = new RegExp(String.raw`(?<=^${COMMENT_MARK})\n<!-- run (\d{1,15}) on ([0-9a-f]{40,64}) -->`);

/** Where an old run ends after a new one, what it says is of a commit that is judged no more. */
const isOlder = (body: string, than: string): boolean => {
  const [[, own, head], [, id, newer]] = [RUN.exec(body) ?? [], RUN.exec(than) ?? []];
  return head !== newer && Number(own) < Number(id);
};

export type CommentStep =
  | { readonly kind: 'none' }
  | { readonly kind: 'create' }
  | { readonly kind: 'update'; readonly id: number };

export interface CommentPlan {
  readonly step: CommentStep;
  /** Later ones of ours, which another run wrote at the same time. */
  readonly remove: readonly number[];
}

/** Anybody can write the mark into a comment of their own: the author decides. Of ours the first one stays. */
export const planComment = (
  posted: readonly PostedComment[],
  how: { readonly login: string; readonly body: string; readonly mayCreate: boolean },
): CommentPlan => {
  const [first, ...later] = posted
    .filter(({ author, body }) => author === how.login && body.startsWith(COMMENT_MARK))
    .sort((a, b) => a.id - b.id);
  const remove = later.map(({ id }) => id);
  if (first === undefined) return { step: { kind: how.mayCreate ? 'create' : 'none' }, remove };
  // GitHub gives line ends back as it likes
  const there = first.body.replaceAll('\r\n', '\n').trim();
  if (isOlder(how.body, there)) return { step: { kind: 'none' }, remove };
  const isEqual = there.replace(RUN, '') === how.body.trim().replace(RUN, '');
  return { step: isEqual ? { kind: 'none' } : { kind: 'update', id: first.id }, remove };
};

/** Two runs at once may both create: so after that it is looked again, and both come to the same one. */
export const upsertComment = async (
  comments: Comments,
  { body, mayCreate }: { readonly body: string; readonly mayCreate: boolean },
): Promise<void> => {
  const login = await comments.login();
  // GitHub may list it later than it took it, or under another name: looked for in vain, it is not written again
  let isCreated = false;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const posted = await comments.list();
    const { step, remove } = planComment(posted, { login, body, mayCreate: mayCreate && !isCreated });
    for (const id of remove) await comments.remove(id);
    if (step.kind === 'none') return;
    if (step.kind === 'update') {
      if (await comments.update(step.id, body)) return;
    } else {
      await comments.create(body);
      isCreated = true;
    }
  }
};

const MOST_ROUNDS = 4;
