import type { WorkPackage } from '../domain/handoff.ts';
import type { Rule } from './rule.ts';

/** Edges to packages that are not in the handoff do not count. */
export const workPackageCycle: Rule = {
  code: 'work_package_cycle',
  severity: 'error',
  description: 'no work package waits for itself',
  check: ({ work_packages }) => {
    const left = unordered(work_packages);
    return left.length === 0 ? [] : [`Work packages wait for each other: ${left.slice(0, 5).join(', ')}.`];
  },
};

/** Takes away packages that wait for nothing until none is left, or only those on or behind a cycle. */
const unordered = (packages: readonly WorkPackage[]): readonly string[] => {
  const known = new Set(packages.map(({ id }) => id));
  const waits = new Map(packages.map(({ id, depends_on }) => [id, new Set(depends_on.filter((on) => known.has(on)))]));
  const dependents = new Map<string, string[]>();
  for (const [id, on] of waits) {
    for (const before of on) {
      const list = dependents.get(before);
      if (list === undefined) dependents.set(before, [id]);
      else list.push(id);
    }
  }
  const free = [...waits].flatMap(([id, on]) => (on.size === 0 ? [id] : []));
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    waits.delete(id);
    for (const dependent of dependents.get(id) ?? []) {
      const on = waits.get(dependent);
      on?.delete(id);
      if (on?.size === 0) free.push(dependent);
    }
  }
  return [...waits.keys()];
};
