import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { arena, endOf, userWork } from './arena.ts';
import { type Fault, ran, skipped } from './fault.ts';
import { strace } from './at-each-call.ts';

/** Power may fail at any time: what a name leads to has to be on disk before the name is. */
export const orderOfSyncs: Fault = {
  id: 'A9',
  name: 'order of syncs',
  target: 'each object synced before it gets its name, the ref last and synced before its rename, in each save',
  run: async (run) => {
    const missing = strace();
    if (missing !== null) return skipped(missing);
    const at = arena(run, 'order');
    userWork(at);
    const saves = run.form === 'long' ? 100 : 10;
    const problems: string[] = [];
    let named = 0;
    for (let i = 0; i < saves; i++) {
      const trace = join(at.base, `trace-${i}`);
      const node = [process.execPath, join(run.scripts, 'append-one.mjs'), at.repo, `order-${i % 3}`, String(i), '1'];
      const calls = 'openat,fsync,fdatasync,link,linkat,rename,renameat,renameat2,close,write';
      const { code, stderr } = await endOf(
        ['strace', '-f', '-qq', '-y', '-e', `trace=${calls}`, '-o', trace, ...node],
        {
          cwd: at.repo,
          env: at.env,
        },
      );
      if (code !== 0) problems.push(`save ${i} ended with ${code}: ${stderr.slice(0, 200)}`);
      const judged = judge(readFileSync(trace, 'utf8'));
      named += judged.named;
      problems.push(...judged.problems.map((problem) => `save ${i}: ${problem}`));
    }
    return ran(`${saves} saves below strace`, `${named} names given, all to what was synced`, problems);
  },
};

/** Walks a trace: temporary files are synced, then get a name below objects/ or refs/, the ref after all objects. */
const judge = (trace: string): { readonly named: number; readonly problems: readonly string[] } => {
  const synced = new Set<string>();
  const problems: string[] = [];
  let named = 0;
  let refAt = 0;
  for (const line of trace.split('\n')) {
    const sync =
      /\bf(?:data)?sync\(\d+<([^>]+)>\)\s+= 0/.exec(line) ?? /\bf(?:data)?sync\(\d+<([^>]+)> ?<unfinished/.exec(line);
    if (sync?.[1] !== undefined) synced.add(basename(sync[1]));
    const name = /\b(?:link|rename)(?:at2?|)\((?:AT_FDCWD<[^>]*>, )?"([^"]+)", (?:AT_FDCWD<[^>]*>, )?"([^"]+)"/.exec(
      line,
    );
    if (name === null || !line.endsWith('= 0')) continue;
    const [, from = '', to = ''] = name;
    const isObject = /objects\//.test(to);
    const isRef = /refs\/opensession\//.test(to);
    if (!isObject && !isRef) continue;
    named += 1;
    if (!synced.has(basename(from))) problems.push(`${to} got its name before ${from} was synced`);
    if (isRef) refAt = named;
  }
  if (refAt === 0) problems.push('no ref was moved');
  else if (refAt !== named) problems.push('an object got its name after the ref');
  return { named, problems };
};

const basename = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
