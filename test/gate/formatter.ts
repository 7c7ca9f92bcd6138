import type { Script } from './gate-case.ts';

/** A person's formatter runs in a pre-commit hook, after the save. */
export const formatting: Script = async ({ session, sh, write }) => {
  write(
    '.git/hooks/pre-commit',
    "#!/bin/sh\nfor file in $(git diff --cached --name-only -- '*.js'); do sed -i 's/  */ /g' $file; git add $file; done\n",
  );
  await sh('chmod +x .git/hooks/pre-commit');
  const agent = session();
  agent.write('src/sum.js', 'export const sum = (...all)  =>  all.reduce((a,  b) => a + b);\n');
  agent.write('a.txt', 'agent\n');
  await agent.save();
  await sh('git commit -qam work');
};
