/* oxlint-disable no-restricted-globals -- asked for what Node brings, and for nothing of this process */
/** A UUID. The global `crypto` would do, but loads for 4 ms what nothing else here needs; hashes need this one anyway. */
export const randomId = (): string => process.getBuiltinModule('node:crypto').randomUUID();
