/**
 * Cases whose expectation needs what is not built here yet, each with the reason. They are played and told as "not yet",
 * never as right; one that is right already has to leave this list.
 */
export type Capability = 'rerun' | 'remote' | 'links';

export const AWAITING: { readonly [name: string]: { readonly awaits: Capability; readonly because: string } } = {};
