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
  const isEqual = first.body.replaceAll('\r\n', '\n').trim() === how.body.trim();
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
