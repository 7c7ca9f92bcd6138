import { MAIN } from '../support/run-cli.ts';
import type { Script } from './gate-case.ts';

/**
 * A person's formatter runs in a pre-commit hook, after the save. Hooks tell by the clock what they wrote, so the commit is
 * made in real time.
 */
const formatting =
  (hooks: { readonly [name: string]: string }): Script =>
  async ({ session, sh, write }) => {
    for (const [name, text] of Object.entries(hooks)) write(`.git/hooks/${name}`, `#!/bin/sh\n${text}\n`);
    await sh('chmod +x .git/hooks/*');
    const agent = session();
    agent.write('src/sum.js', 'export const sum = (...all)  =>  all.reduce((a,  b) => a + b);\n');
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh('unset GIT_AUTHOR_DATE GIT_COMMITTER_DATE; git commit -qam work');
  };

const FORMAT =
  "for file in $(git diff --cached --name-only -- '*.js'); do sed -i 's/  */ /g' $file; git add $file; done";

export const formattingAlone = formatting({ 'pre-commit': FORMAT });

/** With our post-commit hook. */
export const formattingLinked = formatting({
  'pre-commit': FORMAT,
  'post-commit': `"${process.execPath}" "${MAIN}" hook post-commit`,
});
