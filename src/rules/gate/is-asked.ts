import type { JudgedArtifact } from '../../domain/judgement.ts';
import { plainId } from '../../domain/named-artifact.ts';

/** Whether it is what whoever runs the gate names: `ID` or `ID@VERSION`, of any origin. */
export const isAsked = ({ id, version }: JudgedArtifact, asked: string): boolean => {
  const [name, pin = ''] = asked.split('@');
  return plainId(id) === name && version.startsWith(pin);
};
