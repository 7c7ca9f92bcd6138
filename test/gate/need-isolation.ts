/** Cases that a machine cannot play, with the reason: they are told as "not here", never as right. */

/** What runs a check again has to be isolated; where nothing can be, the gate says `rerun_unisolated` and runs nothing. */
export const NEED_ISOLATION: readonly string[] = [
  '048-failed-then-fixed: required',
  '066-rerun-hostile',
  '101-rerun-says-why',
  '103-rerun-other-program',
];
